/* language.c: languages by their function words, scripts by their letters.
 *
 * A third to a half of any running text is made of a few dozen words: articles, prepositions, pronouns, auxiliaries. For each language the words of its list
 * are counted; the list that holds the greatest share of the text's words wins. Words that several lists share ("in", "de", "a") count for
 * each of them by an equal part, so that neighbours (Danish and Norwegian, Spanish and Portuguese) are told apart by what they do not share.
 * (G. Grefenstette, "Comparing two language identification schemes", JADT 1995: as good as trigrams from a sentence on.)
 * Texts in other scripts than Latin are named by their script, or by letters that only one of its languages has.
 * The lists are closed classes of words, written down from the grammars. */
#include "page/language.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "hearsay.h"

enum { WORD_B = 24, WORDS_MIN = 12, LISTS = 25, TABLE = 4096 };
/* The least share of its words that a text has of its language's list; names and figures have less of any. */
#define SHARE_MIN 0.10

static const struct list {
    const char *code, *name, *words;
} lists[LISTS] = {
    { "en", "English",
      "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she "
      "there would their we him been has when who will no more if out so said what its about than into them can only other time new some could these two may "
      "first then do any like my now over such our me even most after also did many off before must well back through years where much your way down should "
      "because long each just those people how too good very make still see own work while here know get against" },
    { "de", "German",
      "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind "
      "noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir wenn kann ihre seine doch schon unter wurden gegen" },
    { "fr", "French",
      "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec aux son elle ou cette été ses mais comme on être fait ont "
      "sa leur nous vous je tout même ces entre dont aussi après sans lui bien deux était très peut leurs ainsi encore depuis c'est qu'il d'un d'une" },
    { "es", "Spanish",
      "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también "
      "fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien" },
    { "pt", "Portuguese",
      "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela "
      "entre depois sem mesmo aos seus quem nas me esse eles você essa num nem suas meu às minha numa pelos foi são está ser tem há pode" },
    { "it", "Italian",
      "di e il la che in a per un è del non una i le si da con sono della al nel dei come più alla anche gli ha lo su delle ma se ci dal o questo nella dalla degli essere "
      "stato suo sua era loro hanno tra quando molto dopo fatto anni solo due prima ancora perché cui così alle dai nei" },
    { "nl", "Dutch",
      "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door nog naar heeft ze hij wordt over of ik deze tot meer kan wat die al geen "
      "jaar was worden hebben veel moet waar onder wel zo je we na haar hun zich mijn tegen werd werden" },
    { "sv", "Swedish",
      "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle "
      "ut får finns mycket bara hon alla andra blir över dem mer än hade detta sina" },
    { "da", "Danish",
      "og i at det er en til af på for som den med har de ikke der et om han var men jeg fra vi sig så kan også når efter eller nu sin hvor ved mod skal ville ud får blev "
      "hun alle andre bliver over dem mere end havde dette sine være hvis kun noget" },
    { "no", "Norwegian",
      "og i å det er en til av på for som den med har de ikke et om han var men jeg fra vi seg så kan også når etter eller nå sin hvor ved mot skal ville ut får ble hun "
      "alle andre blir over dem mer enn hadde dette sine være hvis bare noe" },
    { "fi", "Finnish",
      "ja on ei se että oli hän ovat mutta kun myös joka niin mukaan kuin tai ole sen jos nyt vain ollut vuoden sekä hänen mitä olisi sitä minä voi jo sitten vielä joten jälkeen "
      "kanssa kuten tämä tämän ne jotka mukana olivat hyvin" },
    { "pl", "Polish",
      "w i na z do się nie że to o jest a po od za jak dla przez ale co są który tym tego która które być był może tylko już oraz ma jego jej lub przy także ich czy było ze "
      "roku bardzo przed jednak gdy pod można aby" },
    { "cs", "Czech",
      "a v se na je že o s z do i to k ve pro za by ale si po jsou jako podle od jsem jeho tak který nebo které už při má však aby co až také která ze jen byl roce bylo byla jejich "
      "ještě další může před není" },
    { "sk", "Slovak",
      "a v sa na je že o s z do aj to k vo pre za by ale si po sú ako podľa od som jeho tak ktorý alebo ktoré už pri má však aby čo až tiež ktorá zo len bol roku bolo bola ich ešte "
      "ďalšie môže pred nie" },
    { "hr", "Croatian",
      "i u je na se da za su od s o a to ne koji kao iz bi što ali do ili nije će te sa već samo po kako koja bio više nakon prema još sve može ima godine jer kad bila biti tako "
      "koje između dok" },
    { "sl", "Slovenian",
      "in je v na se da za so od s z ki pa tudi ne to kot po iz bi ali pri do ter še že ni bo kar bil je jih med vse lahko zaradi ko samo bilo bila tako ima" },
    { "hu", "Hungarian",
      "a az és hogy nem is egy van meg ez volt csak de el már még ki mint szerint kell azt mert lehet pedig után vagy ha minden aki majd amely ezt lesz így között első mi ami voltak "
      "nagyon most" },
    { "ro", "Romanian",
      "de și în a la cu pe o care din nu că un este pentru mai au se ce sa prin fi sunt fost lui o dar după ca al ale sau către are dintre până iar când acest această vor fără cel "
      "poate doar" },
    { "tr", "Turkish",
      "ve bir bu da de için ile olarak çok olan daha gibi kadar en sonra ne o ya her ama mi değil var göre olduğu ise iki ki tarafından yeni oldu diye büyük ancak bunu şey yok hem kendi "
      "ilk bin arasında" },
    { "id", "Indonesian",
      "yang dan di dengan untuk ini itu dari pada dalam tidak akan ke adalah juga oleh sebagai ada atau karena kepada mereka telah bisa saat saya kami dia lebih sudah dapat tersebut "
      "secara bahwa orang tahun hanya seperti kita maka para namun bukan menjadi" },
    { "vi", "Vietnamese",
      "và của là có trong được các một cho không với những người này đã để khi năm cũng từ đến tại về ra như nhưng vào sẽ phải nhiều trên còn theo bị đó nên ông hơn" },
    { "ca", "Catalan",
      "de la i que el a en els les un per una amb és del al no es com més ha o dels pel seu seva va són però aquest també aquesta entre sobre fins ser hi han sense molt quan després "
      "anys on ja perquè" },
    { "et", "Estonian",
      "ja on ei et see ta oli mis ka kui aga oma või siis ning kes nii selle seda veel tema ole üle pärast juba mida väga nende saab need olid ma enam ainult välja aasta" },
    { "tl", "Tagalog",
      "ang ng sa na mga at ay ni ito hindi para si kung ko siya may ka niya mo nang din lang pa rin ako namin kanyang dahil isang pero nila naman kaya kay walang sila" },
    { "sw", "Swahili",
      "ya na wa kwa ni katika la za kuwa hiyo huo cha hii kama pia wake lakini hilo yake watu baada moja alisema hayo huyo ambao sana bila kutoka mwaka hakuna" },
};

/* ---- The table of words -------------------------------------------------------------------------------------------------------------- */

static uint32_t hash_word(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ h >> 15;
}

struct entry {
    const char *word;
    uint16_t len;
    uint32_t in;
};
struct table {
    struct entry at[TABLE];
};

/* Made anew for each text: some 1,500 words, less work than the text itself. */
static void fill_table(struct table *t)
{
    memset(t, 0, sizeof *t);
    for (unsigned l = 0; l < LISTS; l++)
        for (const char *p = lists[l].words; *p;) {
            size_t n = strcspn(p, " ");
            uint32_t i = hash_word(p, n) % TABLE;
            while (t->at[i].word && !(t->at[i].len == n && !memcmp(t->at[i].word, p, n))) i = (i + 1) % TABLE;
            t->at[i].word = p;
            t->at[i].len = (uint16_t)n;
            t->at[i].in |= (uint32_t)1 << l;
            p += n + (p[n] == ' ');
        }
}

static uint32_t find_word(const struct table *t, const char *s, size_t len)
{
    for (uint32_t i = hash_word(s, len) % TABLE; t->at[i].word; i = (i + 1) % TABLE)
        if (t->at[i].len == len && !memcmp(t->at[i].word, s, len)) return t->at[i].in;
    return 0;
}

/* ---- Scripts --------------------------------------------------------------------------------------------------------------------------- */

static const struct script {
    uint32_t low, high;
    const char *code, *name;
} scripts[] = {
    { 0x370, 0x3FF, "el", "Greek" },     { 0x400, 0x52F, "ru", "Russian" },    { 0x531, 0x58F, "hy", "Armenian" },
    { 0x590, 0x5FF, "he", "Hebrew" },    { 0x600, 0x77F, "ar", "Arabic" },     { 0x900, 0x97F, "hi", "Hindi" },
    { 0x980, 0x9FF, "bn", "Bengali" },   { 0xA00, 0xA7F, "pa", "Punjabi" },    { 0xA80, 0xAFF, "gu", "Gujarati" },
    { 0xB80, 0xBFF, "ta", "Tamil" },     { 0xC00, 0xC7F, "te", "Telugu" },     { 0xC80, 0xCFF, "kn", "Kannada" },
    { 0xD00, 0xD7F, "ml", "Malayalam" }, { 0xD80, 0xDFF, "si", "Sinhala" },    { 0xE00, 0xE7F, "th", "Thai" },
    { 0x1000, 0x109F, "my", "Burmese" }, { 0x10A0, 0x10FF, "ka", "Georgian" }, { 0x1200, 0x137F, "am", "Amharic" },
    { 0x1780, 0x17FF, "km", "Khmer" },   { 0x3040, 0x30FF, "ja", "Japanese" }, { 0xAC00, 0xD7A3, "ko", "Korean" },
    { 0x3400, 0x9FFF, "zh", "Chinese" },
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/* Letters that one language of a script has and its larger neighbour has not. */
static const struct letter {
    uint32_t cp;
    const char *code, *name;
} letters[] = {
    { 0x456, "uk", "Ukrainian" }, { 0x457, "uk", "Ukrainian" }, { 0x454, "uk", "Ukrainian" }, { 0x45E, "be", "Belarusian" },
    { 0x458, "sr", "Serbian" },   { 0x45B, "sr", "Serbian" },   { 0x67E, "fa", "Persian" },   { 0x6CC, "fa", "Persian" },
    { 0x6AF, "fa", "Persian" },   { 0x679, "ur", "Urdu" },      { 0x6D2, "ur", "Urdu" },
};
enum { LETTERS = sizeof letters / sizeof *letters };

struct count {
    uint32_t latin, script[SCRIPTS], letter[LETTERS];
};

static void count_letter(struct count *c, uint32_t cp)
{
    if (cp < 0x250 || (cp >= 0x1E00 && cp < 0x1F00)) {
        c->latin++;
        return;
    }
    for (unsigned i = 0; i < LETTERS; i++) c->letter[i] += letters[i].cp == cp;
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (cp >= scripts[i].low && cp <= scripts[i].high) {
            c->script[i]++;
            return;
        }
}

static struct language by_script(const struct count *c)
{
    unsigned best = 0, own = 0;
    for (unsigned i = 1; i < SCRIPTS; i++)
        if (c->script[i] > c->script[best]) best = i;
    /* A Japanese text has more Chinese characters than its own. */
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (!strcmp(scripts[i].code, "ja") && !strcmp(scripts[best].code, "zh") && 10 * c->script[i] > c->script[best]) best = i;
    for (unsigned i = 1; i < LETTERS; i++)
        if (c->letter[i] > c->letter[own]) own = i;
    if (letters[own].cp >= scripts[best].low && letters[own].cp <= scripts[best].high && 100 * c->letter[own] > c->script[best])
        return (struct language){ letters[own].code, letters[own].name };
    return (struct language){ scripts[best].code, scripts[best].name };
}

/* ---- The text ---------------------------------------------------------------------------------------------------------------------------- */

static bool is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x2019; }

struct language language_of(const char *text, size_t len)
{
    struct count c = { 0 };
    struct table table;
    double hits[LISTS] = { 0 };
    unsigned words = 0;
    char word[WORD_B + 4];
    size_t n = 0, i = 0;
    bool fits = true;
    if (len > LANGUAGE_BYTES) len = LANGUAGE_BYTES;
    fill_table(&table);
    while (i <= len) {
        uint32_t cp = ' ';
        unsigned bytes = i < len ? utf8_decode(text + i, len - i, &cp) : 0;
        bool letter = false;
        if (bytes) {
            utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)cp);
            letter = k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_MC;
        }
        if (letter) {
            count_letter(&c, cp);
            fits &= n < WORD_B;
            if (fits) n += utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)cp), word + n);
        } else if (bytes && n && is_apostrophe(cp) && fits && n < WORD_B) {
            word[n++] = '\'';
        } else if (n) {
            while (n && word[n - 1] == '\'') n--;
            uint32_t in = fits ? find_word(&table, word, n) : 0;
            unsigned shared = 0;
            for (uint32_t bits = in; bits; bits &= bits - 1) shared++;
            for (unsigned l = 0; l < LISTS; l++)
                if (in >> l & 1) hits[l] += 1.0 / shared;
            words++;
            n = 0;
            fits = true;
        }
        i += bytes ? bytes : 1;
    }
    uint32_t others = 0;
    for (unsigned k = 0; k < SCRIPTS; k++) others += c.script[k];
    if (others > c.latin) return by_script(&c);
    unsigned best = 0;
    for (unsigned l = 1; l < LISTS; l++)
        if (hits[l] > hits[best]) best = l;
    if (words < WORDS_MIN || hits[best] < SHARE_MIN * words) return (struct language){ NULL, NULL };
    return (struct language){ lists[best].code, lists[best].name };
}

const char *hearsay_language_name(const char *code)
{
    for (unsigned l = 0; l < LISTS; l++)
        if (!strcmp(lists[l].code, code)) return lists[l].name;
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (!strcmp(scripts[i].code, code)) return scripts[i].name;
    for (unsigned i = 0; i < LETTERS; i++)
        if (!strcmp(letters[i].code, code)) return letters[i].name;
    return NULL;
}
