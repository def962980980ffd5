import edu.stanford.nlp.coref.CorefCoreAnnotations;
import edu.stanford.nlp.coref.data.CorefChain;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.time.TimeAnnotations;
import edu.stanford.nlp.time.Timex;
import edu.stanford.nlp.util.CoreMap;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import javax.json.Json;
import javax.json.JsonArrayBuilder;
import javax.json.JsonObject;

/** Stanford CoreNLP on articles: JSON Lines in ({"id", "text", "published"}), JSON Lines out ({"id", "chains", "times"}); offsets in code points.
 *  The pipeline is CoreNLP's own with its defaults; only two things are told: a line break ends a sentence, since these texts have a paragraph a
 *  line, and chains of one mention are kept, so that whoever scores can leave them out or not. */
public class CoreNLPReader {
    public static void main(String[] args) throws Exception {
        Properties p = new Properties();
        p.setProperty("annotators", args[0]);
        p.setProperty("ssplit.newlineIsSentenceBreak", "always");
        p.setProperty("coref.removeSingletonClusters", "false");
        p.setProperty("threads", "1");
        StanfordCoreNLP pipeline = new StanfordCoreNLP(p);
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonObject record = Json.createReader(new StringReader(line)).readObject();
            String text = record.getString("text");
            Annotation document = new Annotation(text);
            if (record.containsKey("published")) {
                document.set(CoreAnnotations.DocDateAnnotation.class, record.getString("published"));
            }
            pipeline.annotate(document);
            out.println(Json.createObjectBuilder().add("id", record.getString("id")).add("chains", chains(document, text))
                .add("times", times(document, text)).build());
        }
        out.flush();
    }

    private static JsonArrayBuilder chains(Annotation document, String text) {
        JsonArrayBuilder chains = Json.createArrayBuilder();
        List<CoreMap> sentences = document.get(CoreAnnotations.SentencesAnnotation.class);
        var found = document.get(CorefCoreAnnotations.CorefChainAnnotation.class);
        if (found == null) {
            return chains;
        }
        for (CorefChain chain : found.values()) {
            JsonArrayBuilder mentions = Json.createArrayBuilder();
            for (CorefChain.CorefMention m : chain.getMentionsInTextualOrder()) {
                List<CoreLabel> tokens = sentences.get(m.sentNum - 1).get(CoreAnnotations.TokensAnnotation.class);
                mentions.add(span(text, tokens.get(m.startIndex - 1).beginPosition(), tokens.get(m.endIndex - 2).endPosition()));
            }
            chains.add(mentions);
        }
        return chains;
    }

    private static JsonArrayBuilder times(Annotation document, String text) {
        JsonArrayBuilder times = Json.createArrayBuilder();
        for (CoreMap sentence : document.get(CoreAnnotations.SentencesAnnotation.class)) {
            List<CoreMap> mentions = sentence.get(CoreAnnotations.MentionsAnnotation.class);
            for (CoreMap m : mentions == null ? List.<CoreMap>of() : mentions) {
                Timex t = m.get(TimeAnnotations.TimexAnnotation.class);
                if (t == null) {
                    continue;
                }
                List<CoreLabel> tokens = m.get(CoreAnnotations.TokensAnnotation.class);
                var row = Json.createObjectBuilder().add("type", String.valueOf(t.timexType()).toLowerCase());
                if (t.value() != null) {
                    row.add("value", t.value());
                }
                times.add(row.add("span", span(text, tokens.get(0).beginPosition(), tokens.get(tokens.size() - 1).endPosition())));
            }
        }
        return times;
    }

    private static JsonArrayBuilder span(String text, int start, int end) {
        return Json.createArrayBuilder().add(text.codePointCount(0, start)).add(text.codePointCount(0, end));
    }
}
