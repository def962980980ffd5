/* language_words.c: the function words of languages in Latin letters: articles, prepositions, pronouns, conjunctions, auxiliaries, in their commonest
 * forms and in lower case. Closed classes, written down from the grammars of these languages; no text was counted for them. */
#include "page/language.h"

/* clang-format off */
const struct language_words language_words[] = {
    { "en", "English",
      "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she "
      "there would their we him been has when who will no more if out so said what its about than into them can only other time new some could "
      "these two may first then do any like my now over such our me even most after also did many off before must well back through years where "
      "much your way down should because long each just those people how too good very make still see own work while here know get against" },
    { "de", "German",
      "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer "
      "um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir wenn kann ihre seine "
      "doch schon unter wurden gegen" },
    { "fr", "French",
      "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec aux son elle ou cette été ses mais "
      "comme on être fait ont sa leur nous vous je tout même ces entre dont aussi après sans lui bien deux était très peut leurs ainsi encore "
      "depuis c'est qu'il d'un d'une" },
    { "es", "Spanish",
      "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo "
      "esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él "
      "uno donde bien" },
    { "pt", "Portuguese",
      "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só "
      "pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse eles você essa num nem suas meu às minha numa pelos foi são está "
      "ser tem há pode" },
    { "it", "Italian",
      "di e il la che in a per un è del non una i le si da con sono della al nel dei come più alla anche gli ha lo su delle ma se ci dal o questo "
      "nella dalla degli essere stato suo sua era loro hanno tra quando molto dopo fatto anni solo due prima ancora perché cui così alle dai nei" },
    { "nl", "Dutch",
      "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door nog naar heeft ze hij wordt over of ik deze "
      "tot meer kan wat die al geen jaar was worden hebben veel moet waar onder wel zo je we na haar hun zich mijn tegen werd werden" },
    { "sv", "Swedish",
      "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under också efter eller nu sin "
      "där vid mot ska skulle ut får finns mycket bara hon alla andra blir över dem mer än hade detta sina" },
    { "da", "Danish",
      "og i at det er en til af på for som den med har de ikke der et om han var men jeg fra vi sig så kan også når efter eller nu sin hvor ved "
      "mod skal ville ud får blev hun alle andre bliver over dem mere end havde dette sine være hvis kun noget" },
    { "no", "Norwegian",
      "og i å det er en til av på for som den med har de ikke et om han var men jeg fra vi seg så kan også når etter eller nå sin hvor ved mot "
      "skal ville ut får ble hun alle andre blir over dem mer enn hadde dette sine være hvis bare noe" },
    { "fi", "Finnish",
      "ja on ei se että oli hän ovat mutta kun myös joka niin mukaan kuin tai ole sen jos nyt vain ollut vuoden sekä hänen mitä olisi sitä minä "
      "voi jo sitten vielä joten jälkeen kanssa kuten tämä tämän ne jotka mukana olivat hyvin siitä kuitenkin koko ennen jonka kaikki tässä siinä "
      "olla tulee enemmän kaksi" },
    { "pl", "Polish",
      "w i na z do się nie że to o jest a po od za jak dla przez ale co są który tym tego która które być był może tylko już oraz ma jego jej lub "
      "przy także ich czy było ze roku bardzo przed jednak gdy pod można aby" },
    { "cs", "Czech",
      "a v se na je že o s z do i to k ve pro za by ale si po jsou jako podle od jsem jeho tak který nebo které už při má však aby co až také "
      "která ze jen byl roce bylo byla jejich ještě další může před není" },
    { "sk", "Slovak",
      "a v sa na je že o s z do aj to k vo pre za by ale si po sú ako podľa od som jeho tak ktorý alebo ktoré už pri má však aby čo až tiež ktorá "
      "zo len bol roku bolo bola ich ešte ďalšie môže pred nie" },
    { "hr", "Croatian",
      "i u je na se da za su od s o a to ne koji kao iz bi što ali do ili nije će te sa već samo po kako koja bio više nakon prema još sve može "
      "ima godine jer kad bila biti tako koje između dok" },
    { "sl", "Slovenian",
      "in je v na se da za so od s z ki pa tudi ne to kot po iz bi ali pri do ter še že ni bo kar bil jih med vse lahko zaradi ko samo bilo bila "
      "tako ima" },
    { "hu", "Hungarian",
      "a az és hogy nem is egy van meg ez volt csak de el már még ki mint szerint kell azt mert lehet pedig után vagy ha minden aki majd amely "
      "ezt lesz így között első mi ami voltak nagyon most amit volna hanem vagyok minket neki azonban lett valamint akkor ahol" },
    { "ro", "Romanian",
      "de și în a la cu pe o care din nu că un este pentru mai au se ce sa prin fi sunt fost lui dar după ca al ale sau către are dintre până iar "
      "când acest această vor fără cel poate doar" },
    { "tr", "Turkish",
      "ve bir bu da de için ile olarak çok olan daha gibi kadar en sonra ne o ya her ama mi değil var göre olduğu ise iki ki tarafından yeni oldu "
      "diye büyük ancak bunu şey yok hem kendi ilk bin arasında şu biz ben onu onun bunun tüm yılında önce hiç nasıl böyle bütün" },
    { "id", "Indonesian",
      "yang dan di dengan untuk ini itu dari pada dalam tidak akan ke adalah juga oleh sebagai ada atau karena kepada mereka telah bisa saat saya "
      "kami dia lebih sudah dapat tersebut secara bahwa orang tahun hanya seperti kita maka para namun bukan menjadi ia antara seorang jika apa "
      "orang-orang sangat harus ingin pun atas itulah sehingga setelah ketika hingga" },
    { "vi", "Vietnamese",
      "và của là có trong được các một cho không với những người này đã để khi năm cũng từ đến tại về ra như nhưng vào sẽ phải nhiều trên còn "
      "theo bị đó nên ông hơn" },
    { "ca", "Catalan",
      "de la i que el a en els les un per una amb és del al no es com més ha o dels pel seu seva va són però aquest també aquesta entre sobre "
      "fins ser hi han sense molt quan després anys on ja perquè" },
    { "et", "Estonian",
      "ja on ei et see ta oli mis ka kui aga oma või siis ning kes nii selle seda veel tema ole üle pärast juba mida väga nende saab need olid ma "
      "enam ainult välja aasta pole siin teda peale enne ikka juures" },
    { "tl", "Tagalog",
      "ang ng sa na mga at ay ni ito hindi para si kung ko siya may ka niya mo nang din lang pa rin ako namin kanyang dahil isang pero nila naman "
      "kaya kay walang sila ating atin habang upang maging naging bilang ilang iyon nito noong" },
    { "sw", "Swahili",
      "ya na wa kwa ni katika la za kuwa hiyo huo cha hii kama pia wake lakini hilo yake watu baada moja alisema hayo huyo ambao sana bila kutoka "
      "mwaka hakuna hata bado wote yeye sisi wao kisha tu pamoja juu ndani baina serikali" },
    { "lt", "Lithuanian",
      "ir kad į su iš buvo yra tai bet jis kaip už apie nuo pagal metų taip dėl po jie ar bei šis jau tik dar prie ji jo tačiau kuris kurie ne "
      "būti savo gali metais per iki mūsų kai nes jei" },
    { "lv", "Latvian",
      "un ir ka no ar par uz kas bija viņš tas bet kā lai arī pēc nav gada tā vai šis pie līdz jau tikai vēl viņa to kuri savu tiek būs gadu "
      "tomēr jo ja es mēs var pret pirms bez kad ļoti starp" },
    { "sq", "Albanian",
      "dhe në të e se një për me që nga është i ka do nuk si por kjo më ky duke pas kanë janë ishte kur edhe tij saj mund deri para këtë tyre "
      "vetëm midis ose gjatë sipas" },
    { "is", "Icelandic",
      "og að í á er sem var við um ekki það af en hann með fyrir hún til eru hafa þeir þá sé frá verið þetta eftir verður hefur þess voru hafi "
      "eða verði ég þessu upp því úr" },
    { "af", "Afrikaans",
      "die van en het in is wat dat nie om te vir met hy op aan as sy ook hulle deur was maar ons word sal uit hierdie n kan tot oor meer na by "
      "ek se baie ná toe moet" },
    { "eu", "Basque",
      "eta da ez du bat ere hau dira izan den dute zen baina dela horren bere edo egin zuen gero dituzte hori beste behar zuten arte ditu baino" },
    { "cy", "Welsh",
      "y yr yn a i o ar ei am bod mae wedi gan fod oedd ond hefyd ni un hynny nid sydd eu wrth fel bydd cyn ein gyda eich roedd dros dweud iawn "
      "mewn sy" },
    { "ga", "Irish",
      "agus an na ar i a go is tá le do sé bhí sí leis ag ach gur níl aon seo sin nach ní ina mar chun atá siad bheith chuig faoi raibh dúirt "
      "idir freisin" },
    { "gl", "Galician",
      "de a o que e do da en un para non unha os no se na por máis as dos como mais ao el das á súa ou cando xa tamén só polo pola ata ela entre "
      "sen mesmo aos seus foi son está ser ten hai pode nun ó este estes era aínda despois" },
    { "so", "Somali",
      "ka iyo ku in oo ay u la uu waa ee ayaa si kale lagu waxa waxaa aan soo mid badan kuwa ama isaga markii wax jiray sida dalka loo laga waxay" },
    { "ha", "Hausa",
      "da a na ta ya ce ba cikin wa ga sun yi don kuma wannan shi ne suka su an wani kan daga zai amma mai har bayan haka sai ke tana yana wanda" },
    { "az", "Azerbaijani",
      "və bu ilə bir üçün də ki olan edib o olub da deyib isə daha onun sonra edir qədər çox var kimi olaraq həmin ildə yeni bildirib idi hər ya "
      "lakin" },
    { "eo", "Esperanto",
      "la kaj de en estas ke al por ne li kun el mi per sed ĝi ili estis sur kiu kiel pri tiu oni ankaŭ da pli aŭ post ĉi ŝi iuj nun tre dum ĝis" },
    { "ht", "Haitian Creole",
      "yo nan la ki pou te ak yon li pa se sa gen ap mwen tou nou men epi lè anpil kap fè ka moun sou genyen" },
    { "lb", "Luxembourgish",
      "an déi den vun der dat ass op fir et mat gëtt net sech vum zu als eng och si hunn huet ginn awer sinn no bei zum een ze iwwer datt wou" },
};
/* clang-format on */
const unsigned n_language_words = sizeof language_words / sizeof *language_words;
