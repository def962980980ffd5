import com.sun.management.OperatingSystemMXBean;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.QuoteAttributionAnnotator;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.util.CoreMap;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Stanford CoreNLP's quotations with their speakers, for bench/run.py: texts, each ended by a NUL byte, in a file; one JSON object out. The
 *  annotators are those that its quote annotator asks for, in one thread, with their defaults. */
public class CoreNLPQuotes {
    public static void main(String[] args) throws Exception {
        List<String> texts = new ArrayList<>();
        for (String text : new String(Files.readAllBytes(Path.of(args[0])), StandardCharsets.UTF_8).split("\0")) {
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        int rounds = Integer.parseInt(args[1]);
        Properties p = new Properties();
        p.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner,depparse,coref,quote");
        p.setProperty("coref.algorithm", "statistical");
        p.setProperty("threads", "1");
        long start = System.nanoTime();
        StanfordCoreNLP pipeline = new StanfordCoreNLP(p);
        double open = seconds(start);
        int words = 0;
        for (String text : texts) {
            words += text.trim().split("\\s+").length;
        }
        int[] quotations = {0, 0};
        double first = round(pipeline, texts, quotations);
        StringBuilder times = new StringBuilder();
        OperatingSystemMXBean processor = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = processor.getProcessCpuTime();
        for (int r = 0; r < rounds; r++) {
            times.append(r > 0 ? ", " : "").append(round(pipeline, texts, quotations));
        }
        double cpu = (processor.getProcessCpuTime() - before) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("{\"name\": \"Stanford CoreNLP 4.5.7 quote\", \"articles\": %d, \"words\": %d, \"open_s\": %.2f, \"first_s\": %.2f, "
            + "\"rounds_s\": [%s], \"cpu_s\": %.4f, \"quotations\": %d, \"with_speaker\": %d, \"peak_kib\": %d}%n", texts.size(), words, open, first, times, cpu,
            quotations[0], quotations[1], runtime.totalMemory() / 1024);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double round(StanfordCoreNLP pipeline, List<String> texts, int[] quotations) {
        long start = System.nanoTime();
        quotations[0] = quotations[1] = 0;
        for (String text : texts) {
            Annotation document = new Annotation(text);
            pipeline.annotate(document);
            List<CoreMap> found = document.get(CoreAnnotations.QuotationsAnnotation.class);
            if (found == null) {
                continue;
            }
            quotations[0] += found.size();
            for (CoreMap quote : found) {
                quotations[1] += quote.get(QuoteAttributionAnnotator.SpeakerAnnotation.class) != null ? 1 : 0;
            }
        }
        return seconds(start);
    }
}
