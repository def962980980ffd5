/* Languages: a few sentences of each, written for this test; and what must not be taken for a language at all. */
#include "unit.h"

#include "hearsay.h"
#include "page/language.h"

/* clang-format off */
static const struct { int line; const char *code, *text; } rows[] = {
    { __LINE__, "en",
      "The mayor said on Monday that the ferries would not run in April, and that nobody had asked the islanders what they thought." },
    { __LINE__, "en", "Police are looking for a man who was seen near the school. “He has not been back to his flat,” a neighbour said." },
    { __LINE__, "en", "“Wir haben nichts gewusst”, said the minister, who was asked about it in Berlin, and he added that he would not be going." },
    { __LINE__, "de",
      "Der Bürgermeister sagte am Montag, dass die Fähren im April nicht mehr fahren und dass niemand die Leute auf der Insel gefragt habe." },
    { __LINE__, "de", "Die Polizei sucht nach einem Mann, der in der Nähe der Schule gesehen wurde. Er ist nicht in seine Wohnung zurückgekehrt." },
    { __LINE__, "fr",
      "Le maire a dit lundi que les bateaux ne partiraient plus en avril et que personne n'avait demandé aux habitants ce qu'ils en pensaient." },
    { __LINE__, "es",
      "El alcalde dijo el lunes que los barcos no saldrán en abril y que nadie ha preguntado a los vecinos de la isla lo que piensan." },
    { __LINE__, "pt",
      "O prefeito disse na segunda-feira que os barcos não sairão em abril e que ninguém perguntou aos moradores da ilha o que eles pensam." },
    { __LINE__, "it",
      "Il sindaco ha detto lunedì che i traghetti non partiranno ad aprile e che nessuno ha chiesto agli abitanti dell'isola che cosa ne pensano." },
    { __LINE__, "nl",
      "De burgemeester zei maandag dat de veerboten in april niet meer varen en dat niemand aan de bewoners van het eiland heeft gevraagd "
      "wat zij ervan vinden." },
    { __LINE__, "sv",
      "Borgmästaren sade på måndagen att färjorna inte går i april och att ingen har frågat dem som bor på ön vad de tycker om det." },
    { __LINE__, "da",
      "Borgmesteren sagde mandag, at færgerne ikke sejler i april, og at ingen har spurgt dem, der bor på øen, hvad de mener om det. Hun "
      "blev også spurgt." },
    { __LINE__, "no",
      "Ordføreren sa mandag at fergene ikke går i april, og at ingen har spurt dem som bor på øya hva de mener om det. Hun ble også spurt "
      "etter møtet, men nå vil hun ikke si noe." },
    { __LINE__, "fi",
      "Pormestari sanoi maanantaina, että lautat eivät kulje huhtikuussa ja että saaren asukkailta ei ole kysytty mitään. Hän ei ollut "
      "paikalla, mutta hänen mukaan asia on selvä." },
    { __LINE__, "pl",
      "Burmistrz powiedział w poniedziałek, że promy nie będą kursować w kwietniu i że nikt nie zapytał mieszkańców wyspy o to, co myślą." },
    { __LINE__, "cs",
      "Starosta v pondělí řekl, že trajekty v dubnu nepojedou a že se nikdo nezeptal lidí na ostrově, co si o tom myslí. Podle něj to ale "
      "není konec." },
    { __LINE__, "sk",
      "Starosta v pondelok povedal, že trajekty v apríli nebudú premávať a že sa nikto nespýtal ľudí na ostrove, čo si o tom myslia. Podľa "
      "neho to však ešte nie je koniec." },
    { __LINE__, "hr",
      "Gradonačelnik je u ponedjeljak rekao da trajekti neće voziti u travnju i da nitko nije pitao ljude na otoku što o tome misle, ali to "
      "nije sve." },
    { __LINE__, "sl",
      "Župan je v ponedeljek dejal, da trajekti aprila ne bodo vozili in da ni nihče vprašal ljudi na otoku, kaj o tem mislijo. Po njegovem "
      "to še ni konec." },
    { __LINE__, "hu",
      "A polgármester hétfőn azt mondta, hogy a kompok áprilisban nem járnak, és hogy senki nem kérdezte meg a sziget lakóit. Ez már nem az "
      "első eset." },
    { __LINE__, "ro",
      "Primarul a spus luni că feriboturile nu vor circula în aprilie și că nimeni nu i-a întrebat pe locuitorii insulei ce cred despre asta." },
    { __LINE__, "tr",
      "Belediye başkanı pazartesi günü vapurların nisan ayında çalışmayacağını söyledi ve bunun için kimseye bir şey sorulmadığını ama bu "
      "kararın çok yeni olduğunu ekledi." },
    { __LINE__, "id",
      "Wali kota mengatakan pada hari Senin bahwa kapal feri tidak akan berlayar pada bulan April dan tidak ada yang bertanya kepada warga "
      "pulau itu." },
    { __LINE__, "vi",
      "Thị trưởng nói hôm thứ hai rằng các chuyến phà sẽ không chạy trong tháng tư và không có ai hỏi những người dân trên đảo về việc này." },
    { __LINE__, "ca",
      "L'alcalde va dir dilluns que els vaixells no sortiran a l'abril i que ningú no ha preguntat als veïns de l'illa què en pensen, però "
      "també que hi ha més opcions." },
    { __LINE__, "et",
      "Linnapea ütles esmaspäeval, et praamid aprillis ei sõida ja et keegi ei ole saare elanikelt küsinud, mida nad sellest arvavad. See "
      "oli ka varem nii, kui tema oli alles uus." },
    { __LINE__, "tl",
      "Sinabi ng alkalde noong Lunes na hindi na maglalayag ang mga barko sa Abril at wala sa kanila ang nagtanong sa mga tao ng isla kung "
      "ano ang iniisip nila." },
    { __LINE__, "sw",
      "Meya alisema Jumatatu kwamba vivuko havitasafiri mwezi wa Aprili na kwamba hakuna mtu aliyewauliza watu wa kisiwa hicho maoni yao "
      "kwa sababu ya haraka." },
    { __LINE__, "lt",
      "Meras pirmadienį sakė, kad keltai balandį neplauks ir kad niekas neklausė salos gyventojų, ką jie apie tai mano. Tačiau tai dar ne "
      "viskas, nes jau yra kitas planas." },
    { __LINE__, "lv",
      "Mērs pirmdien sacīja, ka prāmji aprīlī nekursēs un ka neviens nav jautājis salas iedzīvotājiem, ko viņi par to domā. Tomēr tas vēl "
      "nav viss, jo ir arī cits plāns." },
    { __LINE__, "sq",
      "Kryetari i bashkisë tha të hënën se tragetet nuk do të lundrojnë në prill dhe se askush nuk i ka pyetur banorët e ishullit për këtë." },
    { __LINE__, "is",
      "Bæjarstjórinn sagði á mánudag að ferjurnar myndu ekki sigla í apríl og að enginn hefði spurt þá sem búa á eynni hvað þeim þætti um það." },
    { __LINE__, "af",
      "Die burgemeester het Maandag gesê dat die veerbote nie in April sal vaar nie en dat niemand die mense van die eiland gevra het wat "
      "hulle daarvan dink nie." },
    { __LINE__, "eu",
      "Alkateak astelehenean esan zuen ferryak ez direla apirilean aterako eta inork ez diela galdetu uharteko biztanleei. Hori da orain "
      "arte egin dutena, baina ez da azkena izan." },
    { __LINE__, "ga",
      "Dúirt an méara Dé Luain nach mbeidh na báid farantóireachta ag seoladh i mí Aibreáin agus gur chuir sé ceist ar na daoine ar an oileán." },
    { __LINE__, "cy",
      "Dywedodd y maer ddydd Llun na fydd y fferïau yn hwylio ym mis Ebrill ac nad oedd neb wedi gofyn i bobl yr ynys am eu barn, ond mae "
      "hynny wedi newid." },
    { __LINE__, "so",
      "Duqa magaalada ayaa sheegay maalintii Isniinta in doomuhu aanay shaqayn doonin bisha Abriil, waxaana uu ku daray in aan dadka "
      "jasiiradda la weydiin." },
    { __LINE__, "ru",
      "Мэр сказал в понедельник, что паромы в апреле ходить не будут и что никто не спросил жителей острова, что они об этом думают." },
    { __LINE__, "uk", "Мер сказав у понеділок, що пороми у квітні не ходитимуть і що ніхто не запитав мешканців острова, що вони про це думають." },
    { __LINE__, "be",
      "Мэр сказаў у панядзелак, што паромы ў красавіку хадзіць не будуць і што ніхто не спытаў жыхароў вострава, што яны пра гэта думаюць." },
    { __LINE__, "bg",
      "Кметът каза в понеделник, че фериботите няма да пътуват през април и че никой не е попитал хората на острова какво мислят по въпроса." },
    { __LINE__, "sr", "Градоначелник је у понедељак рекао да трајекти неће возити у априлу и да нико није питао људе на острву шта мисле о томе." },
    { __LINE__, "mk",
      "Градоначалникот во понеделникот рече дека траектите нема да возат во април и дека никој не ги прашал луѓето на островот што мислат, "
      "а куќите се далеку." },
    { __LINE__, "el", "Ο δήμαρχος είπε τη Δευτέρα ότι τα πλοία δεν θα ταξιδέψουν τον Απρίλιο και ότι κανείς δεν ρώτησε τους κατοίκους του νησιού." },
    { __LINE__, "ar", "قال رئيس البلدية يوم الاثنين إن العبارات لن تبحر في أبريل وإن أحدا لم يسأل سكان الجزيرة عن رأيهم في ذلك." },
    { __LINE__, "fa", "شهردار روز دوشنبه گفت که کشتی‌ها در ماه آوریل حرکت نمی‌کنند و هیچ کس از مردم جزیره نپرسیده است که چه فکر می‌کنند." },
    { __LINE__, "ur", "میئر نے پیر کے روز کہا کہ اپریل میں کشتیاں نہیں چلیں گی اور کسی نے جزیرے کے لوگوں سے نہیں پوچھا کہ وہ کیا سوچتے ہیں۔" },
    { __LINE__, "he", "ראש העיר אמר ביום שני שהמעבורות לא יפליגו באפריל ושאיש לא שאל את תושבי האי מה הם חושבים על כך." },
    { __LINE__, "hi", "महापौर ने सोमवार को कहा कि अप्रैल में नावें नहीं चलेंगी और किसी ने द्वीप के लोगों से नहीं पूछा कि वे क्या सोचते हैं।" },
    { __LINE__, "bn", "মেয়র সোমবার বলেছেন যে এপ্রিলে ফেরি চলবে না এবং দ্বীপের মানুষকে কেউ জিজ্ঞাসা করেনি তারা কী ভাবছে।" },
    { __LINE__, "ta", "ஏப்ரல் மாதத்தில் படகுகள் இயங்காது என்றும் தீவில் உள்ள மக்களிடம் யாரும் கேட்கவில்லை என்றும் மேயர் திங்கட்கிழமை கூறினார்." },
    { __LINE__, "th", "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าเรือข้ามฟากจะไม่แล่นในเดือนเมษายน และไม่มีใครถามชาวเกาะว่าคิดอย่างไร" },
    { __LINE__, "zh", "市长星期一表示，渡轮四月份将停止运行，而且没有人问过岛上的居民他们怎么想。这个决定是上周作出的。" },
    { __LINE__, "ja", "市長は月曜日、フェリーは四月には運航しないと述べ、島の住民に意見を聞いた人は誰もいなかったと語った。" },
    { __LINE__, "ko", "시장은 월요일에 여객선이 사월에는 운항하지 않을 것이며 섬 주민들에게 의견을 물은 사람은 아무도 없었다고 말했다." },
    { __LINE__, "ka", "მერმა ორშაბათს თქვა, რომ ბორნები აპრილში არ იმუშავებს და კუნძულის მცხოვრებლებს არავინ ჰკითხა." },
    /* Nothing is said of these. */
    { __LINE__, NULL, "" },
    { __LINE__, NULL, "..." },
    { __LINE__, NULL, "Das ist ein Test" },
    { __LINE__, NULL, "Мэр сказал в понедельник" },
    { __LINE__, NULL, "Rust and ruin in La Paz" },
    { __LINE__, NULL,
      "Santos 2, Palmeiras 1; São Paulo 0, Flamengo 3; Grêmio 1, Vasco 1; Cruzeiro 4, Bahia 2; Fortaleza 0, Ceará 0; Goiás 2, Avaí 2" },
    { __LINE__, NULL,
      "1. Koskinen 2. Svensson 3. Johansen 4. Bakke 5. Lund 6. Hansen 7. Berg 8. Dahl 9. Moen 10. Lie 11. Strand 12. Aas 13. Nygaard 14. Eide" },
};
/* clang-format on */

static void test_languages(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct language l = language_of(rows[i].text, strlen(rows[i].text));
        bool same = l.code && rows[i].code ? !strcmp(l.code, rows[i].code) : l.code == rows[i].code;
        if (!same) {
            print_error("row of line %d: %s, expected %s\n", rows[i].line, l.code ? l.code : "none", rows[i].code ? rows[i].code : "none");
            wrong++;
        }
        if (l.code) assert_string_equal(l.name, hearsay_language_name(l.code));
    }
    assert_int_equal(wrong, 0);
}

/* An English article stays English with quotations, names and menus of another language in it, up to a third or so. */
static void test_mixed(void **state)
{
    (void)state;
    static const char english[] =
        "The mayor said on Monday that the ferries would not run in April. She said that she had not been told why, and that it was for the "
        "operator to explain it to the people who live there. ";
    static const char german[] = "Wir haben davon nichts gewusst, und es ist nicht zu verstehen, dass man uns das nicht sagt. ";
    char text[4 * sizeof english];
    snprintf(text, sizeof text, "%s%s%s", english, german, english);
    assert_string_equal(language_of(text, strlen(text)).code, "en");
    snprintf(text, sizeof text, "%s%s%s%s", german, german, german, german);
    assert_string_equal(language_of(text, strlen(text)).code, "de");
}

static void test_bytes(void **state)
{
    (void)state;
    /* Not UTF-8, and a word longer than any: no fault, no answer. */
    assert_null(language_of("\xff\xfe\xc3", 3).code);
    char word[5000];
    memset(word, 'a', sizeof word);
    assert_null(language_of(word, sizeof word).code);
    assert_null(hearsay_language_name("xx"));
    assert_true(n_language_words <= 64); /* a bit each */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_languages), cmocka_unit_test(test_mixed), cmocka_unit_test(test_bytes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
