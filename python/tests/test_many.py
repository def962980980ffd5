"""Many articles: order, threads, what becomes of those that cannot be read, how far ahead the input is taken."""
import gc
import itertools
import threading
import time
import unittest

import hearsay
import inputs


def resident_mib():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


def short(i):
    return f"Minister number {i} said on Monday that the plan was late." * (1 + i % 7)


class ReadMany(unittest.TestCase):
    def test_order_and_sameness(self):
        texts = [short(i) for i in range(60)]
        alone = [hearsay.read(t) for t in texts]
        for threads in (1, 2, 5, None):
            self.assertEqual(list(hearsay.read_many(texts, threads=threads)), alone, threads)

    def test_kinds_of_articles(self):
        docs = list(hearsay.read_many(["One.", b"Two.", {"text": "Three.", "url": "u"}, {"html": "<p>Officials said no.</p>"}], outlet="O"))
        self.assertEqual([d.text for d in docs], ["One.", "Two.", "Three.", "Officials said no."])
        self.assertEqual([d.outlet for d in docs], ["O"] * 4)
        self.assertEqual(docs[2].uri, "u")

    def test_errors_in_their_places(self):
        articles = ["First.", "\0" * 9, {"url": "no text"}, 7, "Last."]
        for threads in (1, 3):
            got = list(hearsay.read_many(articles, threads=threads))
            self.assertEqual([type(g).__name__ for g in got], ["Document", "BinaryError", "RecordError", "ArgumentError", "Document"])
            with self.assertLogs("hearsay", "WARNING") as log:
                self.assertEqual([d.text for d in hearsay.read_many(articles, threads=threads, errors="skip")], ["First.", "Last."])
            self.assertEqual(len(log.output), 3)
            self.assertIn("article 2 is passed over", log.output[0])
            reading = hearsay.read_many(articles, threads=threads, errors="raise")
            self.assertEqual(next(reading).text, "First.")
            self.assertRaises(hearsay.BinaryError, next, reading)

    def test_options_are_checked_at_once(self):
        self.assertRaises(hearsay.ArgumentError, hearsay.read_many, [], published="soon")
        self.assertRaises(TypeError, hearsay.read_many, [], colour="red")

    def test_input_may_be_endless(self):
        taken = 0

        def endless():
            nonlocal taken
            for i in itertools.count():
                taken = i + 1
                yield short(i)
        reading = hearsay.read_many(endless(), threads=2, ahead=5)
        for n in range(1, 12):
            next(reading)
            self.assertLessEqual(taken, n + 5)
        reading.close()
        self.assertFalse([t.name for t in threading.enumerate() if t.name.startswith("hearsay")])

    def test_fault_of_the_input_comes_behind_what_was_read(self):
        def failing():
            yield from ("One.", "Two.", "Three.")
            raise OSError("the disk is gone")
        for threads in (1, 2):
            got = []
            with self.assertRaisesRegex(OSError, "the disk is gone"):
                for doc in hearsay.read_many(failing(), threads=threads):
                    got.append(doc.text)
            self.assertEqual(got, ["One.", "Two.", "Three."])

    def test_nothing(self):
        self.assertEqual(list(hearsay.read_many([])), [])

    def test_lock_is_released(self):
        """Python goes on while an article is read: a long one leaves this thread time for much more than a switch of threads or two."""
        ticks, over = 0, threading.Event()

        def read():
            hearsay.read("\n\n".join(short(i) for i in range(1500)))
            over.set()
        thread = threading.Thread(target=read)
        thread.start()
        while not over.is_set():
            time.sleep(0.002)
            ticks += 1
        thread.join()
        self.assertGreater(ticks, 20)

    def test_memory_is_flat(self):
        for doc in hearsay.read_many(short(i) for i in range(150)):
            doc.attributions
        gc.collect()
        before = resident_mib()
        for doc in hearsay.read_many(short(i) for i in range(1500)):
            doc.attributions
        gc.collect()
        self.assertLess(resident_mib() - before, 8)


if __name__ == "__main__":
    unittest.main()
