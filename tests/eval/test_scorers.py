"""The scorers on cases small enough to count by hand."""
import os
import sys
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "eval"))

import attributions  # noqa: E402
import common  # noqa: E402
import coref  # noqa: E402
import entities  # noqa: E402
import events  # noqa: E402
import pages  # noqa: E402
import parse  # noqa: E402
import times  # noqa: E402

TEXT = "The mayor said “the bridge is safe”, and Ana Ruiz doubts it. Nobody asked why."


def at(part, text=TEXT):
    start = text.index(part)
    return [start, start + len(part)]


def said(source=(), cue=(), content=(), score=0.5, text=TEXT):
    return {"source": [at(s, text) for s in source], "cue": [at(s, text) for s in cue], "content": [at(s, text) for s in content], "score": score}


def document(*found, text=TEXT, **fields):
    return {"id": "d", "text": text, "attributions": list(found), **fields}


MAYOR = said(["The mayor"], ["said"], ["“the bridge is safe”"])
RUIZ = said(["Ana Ruiz"], ["doubts"], ["it"])


class Events(unittest.TestCase):
    """Two gold events, one of them without a PLOVER code, against two predicted ones."""
    ACTORS = [{"id": "a1", "name": "Peru", "code": "PER", "of": None, "mentions": []},
              {"id": "a2", "name": "Arnor", "code": None, "of": None, "mentions": []}]

    def scored(self, *found):
        gold = [{"id": "d", "text": TEXT, "names": {"ARN": ["ARNOR"]},
                 "expected": [{"source": "PERGOV", "target": "ARN", "code": "190", "plover": "ASSAULT"},
                              {"source": "ARN", "target": "---", "code": "010", "plover": None}]}]
        claims = [{"event": e and dict(zip(("actor", "target", "code"), e))} for e in found]
        return events.score(gold, [document(actors=self.ACTORS, claims=claims)])

    def test_all_found(self):
        rows = self.scored(("a1", "a2", "ASSAULT"), ("a1", "a2", "ASSAULT"), ("a2", None, "ACCUSE"), None)
        self.assertEqual([rows[r]["f1"] for r in ("triple", "actors", "code")], [1, 1, 1])

    def test_other_code_and_other_target(self):
        rows = self.scored(("a1", "a2", "AID"))
        self.assertEqual([rows[r]["r"] for r in ("triple", "actors", "code")], [0, 0.5, 0])
        rows = self.scored(("a1", None, "ASSAULT"))
        self.assertEqual([rows[r]["r"] for r in ("triple", "actors", "code")], [0, 0, 1])


class Coreference(unittest.TestCase):
    """Chains {1, 2, 3} and {4, 5} against {1, 2} and {3, 4, 5}: counted by hand."""
    LETTERS = "a b c d e f g"

    def record(self, *chains):
        return {"id": "d", "text": self.LETTERS, "mentions": [{"span": at(m, self.LETTERS), "head": at(m, self.LETTERS), "type": "person", "chain": n}
                                                               for n, chain in enumerate(chains) for m in chain]}

    def said(self, *chains):
        return {"text": self.LETTERS, "actors": [{"mentions": [dict(zip(("start", "end"), at(m, self.LETTERS))) for m in chain]} for chain in chains]}

    def rows(self, gold, predicted):
        return coref.score([self.record(*gold)], [self.said(*predicted)])

    def test_by_hand(self):
        rows = self.rows(["abc", "de"], ["ab", "cde"])
        self.assertEqual((rows["exact muc"]["p"], rows["exact muc"]["r"]), (0.6667, 0.6667))        # 2 of 3 links each
        b3 = (2 / 3 * 2 + 1 / 3 + 1 + 1) / 5                                                        # of a and b 2/3, of c 1/3, of d and e all
        self.assertEqual((rows["exact b3"]["r"], rows["exact b3"]["p"]), (round(b3, 4), round((1 + 1 + 1 / 3 + 2 / 3 * 2) / 5, 4)))
        self.assertEqual(rows["exact ceaf-e"]["f1"], 0.8)                                           # 2 * 2 / 5 twice, over two chains
        self.assertEqual(rows["exact conll"]["f1"], round((0.6667 + rows["exact b3"]["f1"] + 0.8) / 3, 4))

    def test_the_same_is_perfect(self):
        self.assertEqual(self.rows(["abc", "d"], ["abc", "d"])["head conll"]["f1"], 1.0)

    def test_other_types_do_not_count(self):
        gold = self.record("ab", "c")
        gold["mentions"][2]["type"] = "event"
        rows = coref.score([gold], [self.said("ab", "cd")])
        self.assertEqual((rows["exact mentions"]["predicted"], rows["exact mentions"]["gold"]), (3, 2))

    def test_a_name_without_its_clause(self):
        gold = {"id": "d", "text": "Ana, who waits", "mentions": [{"span": [0, 14], "head": [0, 3], "type": "person", "chain": 1}]}
        rows = coref.score([gold], [{"text": "Ana, who waits", "actors": [{"mentions": [{"start": 0, "end": 3}]}]}])
        self.assertEqual((rows["exact mentions"]["f1"], rows["head mentions"]["f1"]), (0.0, 1.0))

    def test_assignment(self):
        self.assertEqual(coref.assigned([[1, 5], [4, 7]]), 9)
        self.assertEqual(coref.assigned([[3, 1, 2]]), 3)
        self.assertEqual(coref.assigned([[3], [4], [1]]), 4)


class Attributions(unittest.TestCase):
    def f1(self, gold, predicted, name):
        return attributions.score([document(*gold)], [document(*predicted)])[name]["f1"]

    def test_the_same_is_perfect(self):
        rows = attributions.score([document(MAYOR, RUIZ)], [document(RUIZ, MAYOR)])
        self.assertEqual({row["f1"] for row in rows.values()}, {1.0})

    def test_quotation_marks_at_the_edge_are_taste(self):
        inner = said(["The mayor"], ["said"], ["the bridge is safe"])
        self.assertEqual(self.f1([MAYOR], [inner], "exact content"), 1.0)
        self.assertLess(self.f1([MAYOR], [inner], "token content"), 1.0)

    def test_half_of_the_content_is_enough(self):
        # The content's tokens are “ the bridge is safe ”: three of six reach one half, two do not.
        self.assertEqual(self.f1([MAYOR], [said(["mayor"], ["said"], ["the bridge is"])], "full"), 1.0)
        self.assertEqual(self.f1([MAYOR], [said(["mayor"], ["said"], ["the bridge"])], "content50"), 0.0)

    def test_source_and_cue_must_touch(self):
        other = said(["Ana"], ["said"], ["“the bridge is safe”"])
        self.assertEqual([self.f1([MAYOR], [other], k) for k in ("content50", "full")], [1.0, 0.0])
        no_cue = said(["mayor"], [], ["“the bridge is safe”"])
        self.assertEqual([self.f1([MAYOR], [no_cue], k) for k in ("full", "full_cue")], [1.0, 0.0])

    def test_no_source_on_either_side_is_agreement(self):
        bare = said([], ["said"], ["“the bridge is safe”"])
        self.assertEqual(self.f1([bare], [bare], "full"), 1.0)
        self.assertEqual(self.f1([bare], [MAYOR], "full"), 0.0)

    def test_matched_one_to_one(self):
        rows = attributions.score([document(MAYOR)], [document(MAYOR, MAYOR)])
        self.assertEqual((rows["full"]["p"], rows["full"]["r"], rows["full"]["predicted"]), (0.5, 1.0, 2))

    def test_matching_finds_the_augmenting_path(self):
        # The first may take either, the second only the first's first choice.
        self.assertEqual(common.match([1, 2], [10, 20], lambda a, b: a == 1 or b == 10), {0: 1, 1: 0})

    def test_overlap_counts_the_best_share(self):
        rows = attributions.score([document(said(content=["Nobody asked why."]))], [document(said(content=["Nobody asked"]))])
        self.assertEqual((rows["overlap content"]["p"], rows["overlap content"]["r"]), (1.0, 0.5))

    def test_empty_and_missing(self):
        self.assertEqual(self.f1([MAYOR], [], "full"), 0.0)
        self.assertEqual(attributions.score([document()], [document()])["full"]["f1"], 0.0)
        with self.assertRaises(common.Unscorable):
            attributions.score([document()], [document(text="Another text.")])
        with self.assertRaises(common.Unscorable):
            attributions.score([document()], [document({"source": [[0, 999]], "cue": [], "content": []})])
        with self.assertRaises(common.Unscorable):
            attributions.score([document()], [{"text": TEXT}])

    def test_reliability(self):
        wrong = said(["Nobody"], ["asked"], ["why"], score=0.75)
        right = dict(MAYOR, score=0.95)
        judged = attributions.judged([document(MAYOR, RUIZ)], [document(wrong, right)])
        self.assertEqual(judged, [(0.95, True), (0.75, False)])
        r = attributions.reliability(judged)
        self.assertAlmostEqual(r["ece"], (0.05 + 0.75) / 2)
        self.assertAlmostEqual(r["brier"], (0.05 ** 2 + 0.75 ** 2) / 2, places=4)
        self.assertEqual(attributions.reliability([(1.0, True)])["ece"], 0.0)

    def test_of_two_for_one_the_surer_is_right(self):
        self.assertEqual(attributions.judged([document(MAYOR)], [document(dict(MAYOR, score=0.2), dict(MAYOR, score=0.8))]),
                         [(0.8, True), (0.2, False)])


def rows(*words):
    lines = ("\t".join((n, form, "_", upos, "_", "_", head, relation, "_", misc)) for n, form, upos, head, relation, misc in words)
    return "\n".join(lines) + "\n\n"


# "Don't leave. We won't": one contraction that is spelled by its words, one that is not.
GOLD = (
    "# newdoc id = one\n# newpar\n"
    + rows(("1-2", "Don't", "_", "_", "_", "_"), ("1", "Do", "AUX", "3", "aux", "_"), ("2", "n't", "PART", "3", "advmod", "_"),
           ("3", "leave", "VERB", "0", "root", "SpaceAfter=No"), ("4", ".", "PUNCT", "3", "punct", "_"))
    + rows(("1", "We", "PRON", "0", "root", "_"), ("2-3", "won't", "_", "_", "_", "_"), ("2", "will", "AUX", "1", "aux", "_"),
           ("3", "not", "PART", "1", "advmod:neg", "_"))
    + "# newpar\n" + rows(("1", "Stay", "VERB", "0", "root", "_")))


class Parse(unittest.TestCase):
    def f1(self, other, name, gold=GOLD):
        return parse.score(parse.Trees(gold), parse.Trees(other))[name]["f1"]

    def test_the_same_is_perfect(self):
        self.assertEqual({row["f1"] for row in parse.score(parse.Trees(GOLD), parse.Trees(GOLD)).values()}, {1.0})

    def test_subtypes_are_aside(self):
        self.assertEqual(self.f1(GOLD.replace("advmod:neg", "advmod"), "LAS"), 1.0)

    def test_a_wrong_tag_head_relation(self):
        self.assertEqual(self.f1(GOLD.replace("\tleave\t_\tVERB", "\tleave\t_\tNOUN"), "UPOS"), 0.875)
        self.assertEqual(self.f1(GOLD.replace("\t3\tpunct", "\t1\tpunct"), "UAS"), 0.875)
        self.assertEqual([self.f1(GOLD.replace("\t3\tpunct", "\t3\tdep"), k) for k in ("UAS", "LAS")], [1.0, 0.875])

    def test_other_words_inside_a_token(self):
        # "Don't" as one word: its token stands, its two words are lost, and with them nothing but their own arcs.
        whole = GOLD.replace(GOLD[GOLD.index("1-2"):GOLD.index("# newpar", 20)], rows(
            ("1", "Don't", "AUX", "2", "aux", "_"), ("2", "leave", "VERB", "0", "root", "SpaceAfter=No"), ("3", ".", "PUNCT", "2", "punct", "_"))
            + GOLD[GOLD.index("1\tWe"):GOLD.index("# newpar", 20)])
        result = parse.score(parse.Trees(GOLD), parse.Trees(whole))
        self.assertEqual((result["tokens"]["f1"], result["words"]["gold"], result["words"]["predicted"]), (1.0, 8, 7))
        self.assertEqual(result["words"]["f1"], round(2 * 6 / 15, 4))

    def test_sentences_cut_elsewhere(self):
        joined = GOLD.replace("punct\t_\t_\n\n1\tWe\t_\tPRON\t_\t_\t0\troot", "punct\t_\t_\n5\tWe\t_\tPRON\t_\t_\t0\troot").replace(
            "2-3\twon't", "6-7\twon't").replace("2\twill\t_\tAUX\t_\t_\t1", "6\twill\t_\tAUX\t_\t_\t5").replace(
            "3\tnot\t_\tPART\t_\t_\t1", "7\tnot\t_\tPART\t_\t_\t5")
        result = parse.score(parse.Trees(GOLD), parse.Trees(joined))
        self.assertEqual((result["sentences"]["f1"], result["LAS"]["f1"]), (0.4, 1.0))

    def test_refused(self):
        for bad in (GOLD.replace("Stay", "Go"), GOLD.replace("\t0\troot\t_\tSpaceAfter", "\t7\troot\t_\tSpaceAfter"), "1\tno\tcolumns\n", ""):
            with self.assertRaises(common.Unscorable):
                parse.score(parse.Trees(GOLD), parse.Trees(bad))

    def test_the_text_behind_the_trees(self):
        self.assertEqual(parse.documents(GOLD + "# newdoc id = two\n" + rows(("1", "Ja", "INTJ", "0", "root", "_"))),
                         [("one", "Don't leave. We won't\nStay"), ("two", "Ja")])


NAMES = "Ana Ruiz of the City Council of Oslo met Bo and Cy at Bay University , Wales"
TREE = (("PROPN", 9, "nsubj"), ("PROPN", 1, "flat"), ("ADP", 6, "case"), ("DET", 6, "det"), ("PROPN", 6, "compound"), ("PROPN", 1, "nmod"),
        ("ADP", 8, "case"), ("PROPN", 6, "nmod"), ("VERB", 0, "root"), ("PROPN", 9, "obj"), ("CCONJ", 12, "cc"), ("PROPN", 10, "conj"),
        ("ADP", 15, "case"), ("PROPN", 15, "compound"), ("PROPN", 9, "obl"), ("PUNCT", 17, "punct"), ("PROPN", 15, "appos"))
TOKENS = []
for word in NAMES.split():
    begin = NAMES.index(word, TOKENS[-1][1] if TOKENS else 0)
    TOKENS.append([begin, begin + len(word)])
TAGGED = "# newdoc id = d\n" + rows(*((str(n + 1), NAMES[s:e], upos, str(head), relation, "_")
                                      for n, ((s, e), (upos, head, relation)) in enumerate(zip(TOKENS, TREE))))


class Entities(unittest.TestCase):
    def record(self):
        def mention(span, kind, head=None):
            return {"span": at(span, NAMES), "head": at(head or span, NAMES), "type": kind, "chain": "1"}
        return {"id": "d", "text": NAMES, "tokens": TOKENS, "mentions": [
            mention("Ana Ruiz of the City Council of Oslo", "person", "Ana Ruiz"),
            mention("the City Council of Oslo", "organization", "City Council of Oslo"),
            mention("Oslo", "place"), mention("of the", "place"), mention("Ruiz", "event"), mention("Bo and Cy", "person"), mention("Bo", "person"),
            mention("Cy", "person"), mention("Bay University , Wales", "organization"), mention("Wales", "place")]}

    def score(self, *said):
        found = [dict(zip(("start", "end"), at(part, NAMES)), type=kind) for part, kind in said]
        return entities.score([self.record()], [document(text=NAMES, entities=found)], entities.trees(TAGGED))

    def test_gold(self):
        # Oslo lies inside a longer name, "of the" is no name, an event is not asked for, a pair is its members, Wales is cut off.
        self.assertEqual(entities.names(self.record(), entities.trees(TAGGED)["d"]),
                         {(0, 1, "person"), (4, 7, "organization"), (9, 9, "person"), (11, 11, "person"), (13, 14, "organization"),
                          (16, 16, "place")})

    def test_span_and_type(self):
        result = self.score(("Ana Ruiz", "person"), ("City Council of Oslo", "place"), ("met", "other"))
        self.assertEqual((result["names"]["p"], result["names"]["r"], result["person"]["p"], result["place"]["p"]), (0.5, 0.1667, 1.0, 0.0))

    def test_none(self):
        self.assertEqual(self.score()["names"]["f1"], 0.0)


DATES = "They met on Monday night, the day after May 3, and for three weeks."


class Times(unittest.TestCase):
    def score(self, gold, predicted):
        right = {"id": "d", "text": DATES, "times": [{"span": at(words, DATES), "type": kind, "value": value} for words, kind, value in gold]}
        found = [dict(zip(("start", "end"), at(words, DATES)), type=kind, value=value) for words, kind, value in predicted]
        return times.score([right], [{"text": DATES, "times": found}])

    def test_the_same_is_perfect(self):
        said = [("Monday night", "time", "2024-05-06TNI"), ("May 3", "date", "2024-05-03")]
        rows = self.score(said, said)
        self.assertEqual([rows[k]["f1"] for k in ("relaxed", "strict", "resolved")] + [rows["relaxed"]["type"], rows["relaxed"]["value"]], [1.0] * 5)

    def test_part_of_it_is_enough(self):
        rows = self.score([("Monday night", "time", "2024-05-06TNI"), ("three weeks", "duration", "P3W")], [("Monday", "date", "2024-05-06")])
        self.assertEqual([(row["p"], row["r"]) for row in rows.values()], [(1.0, 0.5), (0.0, 0.0), (0.0, 0.0)])
        self.assertEqual((rows["relaxed"]["type"], rows["relaxed"]["value"]), (0.0, 0.0))

    def test_one_to_one_and_equal_spans_first(self):
        # "the day after May 3" shares most with the gold's first expression, but its second is "May 3" itself.
        rows = self.score([("the day after May 3", "date", "2024-05-04"), ("May 3", "date", "2024-05-03")],
                          [("May 3", "date", "2024-05-03"), ("day after May 3", "date", "2024-05-04")])
        self.assertEqual((rows["relaxed"]["f1"], rows["strict"]["f1"], rows["resolved"]["f1"]), (1.0, 0.5, 1.0))

    def test_nothing_found(self):
        self.assertEqual(self.score([("May 3", "date", "2024-05-03")], [])["relaxed"],
                         {"p": 0.0, "r": 0.0, "f1": 0.0, "predicted": 0, "gold": 1, "type": 0.0, "value": 0.0})

    def test_refused(self):
        for found in (None, [{"start": 0, "end": 999}], [{"start": None, "end": 3}]):
            with self.assertRaises(common.Unscorable):
                times.score([{"id": "d", "text": DATES, "times": []}], [{"text": DATES, "times": found}])


class Pages(unittest.TestCase):
    def score(self, *pairs):
        """Of (body, [(kind, text), ...]) each."""
        gold, predicted = [], []
        for body, found in pairs:
            text, blocks = "", []
            for kind, part in found:
                blocks.append({"kind": kind, "start": len(text), "end": len(text) + len(part)})
                text += part + "\n"
            gold.append({"body": body})
            predicted.append({"uri": "p", "text": text, "blocks": blocks})
        return pages.score(gold, predicted)["body"]

    def test_the_same_is_perfect(self):
        row = self.score(("One two three four. Five!", [("paragraph", "One two three four."), ("subheading", "Five")]))
        self.assertEqual((row["p"], row["r"], row["f1"], row["exact"]), (1, 1, 1, 1))

    def test_other_kinds_are_not_the_story(self):
        row = self.score(("a b c d e", [("headline", "x"), ("paragraph", "a b c d e"), ("caption", "y"), ("related", "z"), ("boilerplate", "z")]))
        self.assertEqual(row["f1"], 1)

    def test_runs_of_four(self):
        row = self.score(("a b c d e", [("paragraph", "a b c d x")]))    # one run of two, on either side
        self.assertEqual((row["p"], row["r"], row["exact"]), (0.5, 0.5, 0))

    def test_means_over_pages(self):
        row = self.score(("a b c d", [("paragraph", "a b c d")]), ("a b c d", []), ("", [("paragraph", "a b c d")]))
        self.assertEqual((row["p"], row["r"], row["pages"]), (0.5, 0.5, 3))

    def test_refused(self):
        for bad in ([], [{"text": "x"}], [{"text": "x", "blocks": [{"kind": "paragraph"}]}]):
            with self.subTest(bad=bad), self.assertRaises(common.Unscorable):
                pages.score([{"body": "x"}], bad)


if __name__ == "__main__":
    unittest.main()
