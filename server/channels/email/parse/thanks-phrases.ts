/**
 * What thanks and acknowledgement are made of, in en, ru, cs and th, as patterns over `normalize`d text: lowercase, Latin
 * letters without accents, ё as е, no apostrophes. `gratitude` thanks, `acknowledgement` says that all is well, `around`
 * may stand beside them and means nothing alone, `greeting` may have a name behind it.
 */
export type Phrases = Record<"gratitude" | "acknowledgement" | "around" | "greeting", string[]>;

const many = (words: string, least = 0) => `(?:(?:${words}) ){${least},6}`;
const tail = (words: string) => `(?: (?:${words})){0,6}`;

// English

const enAdjective =
  "quick|fast|prompt|speedy|swift|kind|great|excellent|amazing|awesome|fantastic|wonderful|good|super|superb|continued|immediate|timely|helpful|detailed|clear|rapid|brilliant|outstanding|lovely|very|so|extremely|such|a|the|your|this|that|all|our|and";
const enNoun =
  "help|support|assistance|reply|response|answer|info|information|update|time|efforts?|patience|understanding|cooperation|explanation|clarification|confirmation|service|work|job|fix|solution|resolution|advice|tips?|hint|heads up|feedback|attention|kindness|guidance|turnaround|reaction|e ?mail|message|note|notification|reminder|everything|it all|speed";
const enThing =
  "printer|scanner|e ?mail|mail|outlook|vpn|laptop|computer|pc|phone|account|log ?in|internet|wi ?fi|network|connection|monitor|screen|keyboard|mouse|website|site|page|link|app|application|program|software|system|server|access|password|teams|files?|report|portal|calendar|mailbox|drive|headset|camera|machine|device|tablet";
const enDone =
  "works?|working|worked|fixed|sorted(?: out)?|solved|resolved|fine|ok|okay|good|great|perfect|back (?:online|up|to normal|up and running)|up and running|online|normal|all set|done|set|clear|in order";
const enHow =
  "now|again|fine|ok|okay|great|perfectly|well|properly|correctly|flawlessly|as it should|as expected|as usual|like a charm|like a dream|a treat|nicely|smoothly|here|on my end|on our end|on my side|from my side|from our side|on this side|for me|for us|already|indeed|too";

const english: Phrases = {
  gratitude: [
    `${many("many|big|huge|massive|a big|ok|so many")}(?:thanks|thank you|thank u|thankyou|thanku|thank|thx|thanx|thnx|thnks|tnx|tks|ty|tysm|tyvm|cheers|ta|gracias|merci|danke)${tail("you|u|so much|so so much|soo much|very much|a lot|a ton|a bunch|a million|loads|tons|again|indeed|kindly|anyway|really|all|both|x|sir|madam|maam|dear|mate|man|guys|team|folks|everyone|everybody|so|very|much")}`,
    `much (?:appreciated|obliged)`,
    `${many("i|we|really|very much|truly|greatly|do|so")}appreciate (?:it|this|that|${many(enAdjective)}(?:${enNoun}))${tail("a lot|very much|so much|man|guys")}`,
    "(?:really )?appreciated",
    `${many("i|im|am|we|are|so|very|really")}grateful`,
    "bless you",
    `(?:your|the) (?:${enNoun}) (?:is|was) (?:very much|much|greatly|really|highly) appreciated|greatly appreciated`,
    "special thanks|a? ?(?:big|huge) thank you",
    "with (?:many )?thanks",
  ],
  acknowledgement: [
    "ok|okay|okey|oki|okie|okk|k|kk|great|perfect|excellent|awesome|wonderful|amazing|brilliant|fantastic|super|superb|lovely|cool|nice|good|fine|sweet|noted|understood|acknowledged|received|resolved|solved|fixed|sorted|roger(?: that)?|copy that|gotcha|makes sense|clear|good to know|fab|splendid|yay|hooray|legend",
    "(?:well|duly) (?:noted|received)|well done|nice one|(?:very|so|really) helpful",
    "(?:good|great|nice|excellent|fantastic|amazing|brilliant|super|awesome) (?:job|work|stuff|service|support|news|team)(?: as always)?",
    "all is well(?: now| again)?|(?:super|very|so|really) (?:fast|quick)|thats (?:such )?(?:great|good|wonderful|excellent) news",
    "(?:thats|that is|this is|that was|this was|it was|its)(?: (?:very|really|so|just))? (?:great|perfect|good|helpful|quick|fast|clear|awesome|excellent|brilliant|amazing|wonderful|ok|fine)",
    `${many(`now|yes|it|its|this|thats|that|everything|everythings|all|things|were|we|im|i|the|my|our|${enThing}`, 1)}${many("is|are|am|has been|have been|now|all|already|just|finally|back|does|did|actually")}(?:${enDone})${tail(enHow)}`,
    `(?:working|works|worked|back online|up and running|all set|all good)${tail(enHow)}`,
    `${many("the|this|my|our")}(?:problem|issue|matter|question|case|ticket|bug|request)(?: (?:is|has been|was|now|already)){0,2} (?:solved|resolved|fixed|sorted|gone|closed|answered)(?: now)?`,
    `(?:this|that|it|which)(?: has| just| really)? (?:solved|fixed|resolved|did|sorted|helped|helps|worked|works)${tail("it|the trick|the problem|the issue|my problem|my issue|everything|a lot|now|me")}`,
    `(?:i|we|im|were)(?: (?:can|am|are|was))?(?: (?:now|finally))? ?(?:able to|can)?(?<=can|able to|can now|can finally) (?:now )?(?:log ?in|login|sign in|access|print|open|see|connect|use|get in|read|view|download|receive|send (?:e?mails?|messages))${tail("it|again|now|the|my|our|files?|e?mails?|account|system|printer|page|everything|to|in|messages|fine|ok|perfectly")}`,
    `${many("i|we|ive|weve|have|just|already|well")}(?:received|got)(?: (?:it|them|this|that|all|everything|(?:the|your|my)(?: new)? (?:e?mail|message|files?|documents?|invoice|info|information|package|parcel|reply|answer|update|link|password|form|confirmation|details)))?${tail("now|safely|already")}`,
    "i (?:understand|got it)(?: now)?|thats (?:it|all|all i needed|exactly what i needed|what i needed)|(?:just |exactly )?what i needed",
    "no (?:more|further) (?:issues|problems|errors)(?: now| any ?more)?|no longer (?:an issue|a problem)|(?:the |this |my )?(?:problem|issue|error) (?:has )?(?:disappeared|is no more)",
    "you (?:can|may)(?: now)? close (?:(?:the|this|my) (?:ticket|case|issue|request)|it|this)(?: now)?",
    "(?:the |this |my )?(?:ticket|case|issue|request) (?:can|may) be closed(?: now)?",
    `(?:you|u|youre|guys|your team)${tail("guys|all|are|is|really|truly|simply|just|the|a|an|so|very|such")} (?:best|stars?|lifesavers?|life saver|legends?|amazing|awesome|great|wonderful|fantastic|angels?|hero|heroes|champions?|champ|genius|brilliant|helpful|kind|rock)`,
    "you (?:have |just )?(?:saved|made) (?:my|the|our) (?:day|life|week|weekend)",
  ],
  around: [
    `for (?:${many(enAdjective)}(?:${enNoun})|everything|all|this|that|it)${tail(`and|with|in|on|this|that|it|today|matter|provided|my|me|issue|problem|${enAdjective}|${enNoun}`)}`,
    `for (?:fixing|solving|resolving|sorting|helping|letting (?:me|us) know|getting back|looking into|taking care of|explaining|clarifying|confirming|responding|replying|answering|assisting|handling|reaching out|following up|checking|informing|sharing)${tail("me|us|this|that|it|so|out|up|my|our|the|quickly|fast|promptly|swiftly|with|in|for|to|everything|issue|problem|question|request|ticket|matter|today|again|all")}`,
    "please close|(?:please |kindly |and )?(?:feel free to )?close (?:(?:the|this|my) (?:ticket|case|issue|request)|it|this)",
    "no (?:further|more|other) (?:help|action|questions?|assistance|support)(?: (?:is )?(?:needed|required|necessary))?|nothing (?:else|more)|never ?mind",
    `(?:and )?(?:have|wish you|wishing you|enjoy) ${many("a|an|your|the|very|nice|good|great|lovely|wonderful|pleasant|happy|fantastic|beautiful")}(?:day|weekend|evening|afternoon|week|night|one|rest of (?:the|your) (?:day|week)|holidays?)(?: too| ahead)?`,
    "(?:happy|merry) (?:new year|holidays|christmas|easter|weekend)|(?:and )?you too|same to you|take care|all the best",
    `${many("i|we|ive|weve|have|just|already|now")}(?:tested|checked|tried|verified|rebooted|restarted)${tail("it|this|that|again|and|now|everything|all|just")}`,
    "for being (?:so )?(?:helpful|patient|quick|kind|fast)|you do",
    "(?:i |we )?(?:can |am |im )?(?:happy to )?confirm(?:ed)?(?: that)?|sounds good|alright|all right|will do|i see|fair enough|no worries|no problem|yes|yep|yeah|yup|oh|ah|wow|and|very|really|again|now|indeed|that|as always|my friend|guys|team|all|everyone",
  ],
  greeting: [
    `(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings)${tail("there|all|team|guys|everyone|support|sir|madam|or|mr|mrs|ms|dr|folks|colleagues|again|it|help ?desk")}`,
    "mr|mrs|ms|dr|(?:(?:best|kind|kindest|warm) )?regards|best wishes|sincerely|best",
  ],
};

// Russian

const ruThing =
  "принтер|сканер|почта|интернет|компьютер|комп|ноутбук|ноут|сайт|программа|телефон|система|доступ|сеть|впн|vpn|сервер|монитор|экран|мышь|мышка|клавиатура|приложение|письма|сообщения|звонки|уведомления|личный кабинет|страница|ссылка|вход|пароль|учетка|звук|камера|касса|база|файл|outlook|вай ?фай|wi ?fi";
const ruAdjective =
  "ваш[аеиу]?|вашу|ваше|твою|такую|такой|столь|эту|это|этот|свою|проделанную|всю|весь|быстр(?:ый|ую|ое)|оперативн(?:ый|ую|ое)|подробн(?:ый|ую|ое)|отличн(?:ый|ую|ое)|прекрасн(?:ый|ую|ое)|качественн(?:ый|ую|ое)|хорош(?:ий|ую|ее)|скор(?:ый|ую|ое)|своевременн(?:ый|ую|ое)|полезн(?:ый|ую|ое)";
const ruNoun =
  "помощь|ответ|информацию|инфу|инфо|реакцию|решение|работу|поддержку|содействие|сотрудничество|оперативность|скорость|консультацию|разъяснени[ея]|уточнени[ея]|объяснени[ея]|пояснени[ея]|подсказку|советы?|обратную связь|внимание|труд|терпение|понимание|участие|отзывчивость|сервис|обслуживание|письмо|сообщение|уведомление|напоминание|все|заботу|старания|время|отклик|исправление";
const ruPaper =
  "письмо|файлы?|документы?|информацию|счет|ответ|данные|посылку|ссылку|доступ|акт|договор|сообщение|пароль|все";

const russian: Phrases = {
  gratitude: [
    `${many("большое|большущее|огромное|огромнейшее|очень|еще раз|искреннее|искренне|премного|человеческое|преогромное|вам|тебе|всем")}(?:спасибо|спасиб|спасибки|спасибочки|пасиб|пасибо|пасибки|спс|спсб|сяб|сенкс|сенк ю|мерси|благодарю|благодарим|благодарствую|признател(?:ен|ьна|ьны)|благодар(?:ен|на|ны)|spasibo|spasib|blagodaryu)${tail("большое|болшое|огромное|bolshoe|ogromnoe|вам|вас|тебе|всем|еще раз|очень|ребята|коллеги|друзья|преогромное|человеческое")}`,
  ],
  acknowledgement: [
    "ок|окей|оки|океюшки|хорошо|отлично|прекрасно|супер|класс|здорово|замечательно|великолепно|круто|превосходно|шикарно|идеально|ура|принято(?: к сведению)?|отличная работа|полный порядок|порядок|норм|нормально|решено|исправлено|получено",
    `${many(`да|и|все|уже|теперь|сейчас|снова|у меня|у нас|наконец|наконец то|это|оно|так|${ruThing}`)}(?:заработал[аои]?|работа[ею]т|получилось|помогло|ок|норм|нормально|отлично|хорошо|прекрасно|супер|в порядке|в норме|четко|решено|решилось|исправлено|исправилось|починилось|восстановилось|наладилось|печатает|открывается|загружается|включается|включился|подключился|подключилось|появил(?:ся|ась|ось)|ясно|понятно|устранено|открыл(?:ся|ась|ось|ись)|подош(?:ел|ла|ло)|запустил(?:ся|ась|ось|ись)|загрузил(?:ся|ась|ось|ись)|обновил(?:ся|ась|ось|ись)|распечатал(?:ся|ась|ось|ись)|отправилось|восстановил(?:ся|ась)|летает|без проблем|видно|приход[ия]т|ходят|доходят|гуд|чики пуки|vse rabotaet|rabotaet)${tail("отлично|прекрасно|хорошо|нормально|стабильно|идеально|супер|как надо|как нужно|как часы|снова|теперь|уже|сейчас|исправно|корректно|все|работает")}`,
    `доступ (?:уже )?есть`,
    "(?:проблема|вопрос|задача|неисправность|ошибка|инцидент|заявка|обращение|тикет)(?: (?:был|была|полностью|уже))? (?:решен[аоы]?|решил(?:ась|ся)|устранен[аоы]?|исправлен[аоы]?|исчезла|ушла|пропала|больше не появляется|снят[аы]?|закрыт[аы]?|выполнен[аы]?)",
    `${many(`уже|я|мы|ваше?|${ruPaper}`)}(?:получил[аи]?|получен[оы]?|принял[аи]?|принято|увидел[аи]?|дошло|дошла|пришло|пришла)${tail(ruPaper)}`,
    `${many("все|теперь|я|вас|уже")}(?:понял[аи]?|понятно|ясно|разобрал(?:ся|ась|ись)|учту|буду знать|вижу|зашел|зашла|вошел|вошла|подключил(?:ся|ась)|справил(?:ся|ась|ись))${tail("вас|сам|сама|сами|все|принял|теперь")}`,
    `(?:вы|ты|ребята|это|просто)${tail("просто|ребята|все|очень|реально|меня|нас|мне|нам|самые|вы")} (?:лучшие|лучший|молодцы|молодец|супер|волшебники|волшебник|крутые|профи|профессионалы|чудо|золото|гении|гений|спасли|выручили|помогли)${tail("меня|нас|мне|нам")}`,
    "(?:мы )?уже (?:решили|сделали|разобрались)",
    "(?:теперь |уже |все )?(?:смог|смогла|смогли|удалось|получилось) (?:войти|зайти|открыть|подключиться|распечатать|скачать|отправить|авторизоваться|запустить|найти)",
    "на этом все|низкий (?:вам )?поклон|претензий нет",
    "молодцы|молодец|выручили|спасли|умнички|очень помогли",
    "(?:(?:заявку|тикет|обращение|вопрос|задачу|заявка) )?(?:уже )?(?:можно|можете) (?:закрыть|закрывать)(?: (?:заявку|тикет|обращение|вопрос|задачу))?",
  ],
  around: [
    "после (?:перезагрузки|обновления|перезапуска)",
    `за ${many(ruAdjective)}(?:${ruNoun})${tail(`и|в|по|вопроса|проблемы|вопросе|вопросу|задачи|решении|${ruAdjective}|${ruNoun}`)}`,
    "что (?:так )?(?:(?:быстро|оперативно) )?(?:все )?(?:помогли|ответили|решили|исправили|починили|отреагировали|сообщили|предупредили|подсказали|объяснили|помогаете|откликнулись)(?: (?:так )?быстро)?",
    "(?:я |мы |сам |сама )?(?:проверил[аи]?|протестировал[аи]?|попробовал[аи]?|перезагрузил[аи]?|наш(?:ел|ла|ли))(?: все| еще раз)?|(?:все )?(?:настроили|починили|исправили|сделали|решили|помогли)|закрывайте",
    "(?:прошу )?(?:(?:заявку|тикет|обращение) )?(?:закрыть|закрывайте|закройте) (?:заявку|тикет|обращение)|(?:заявку|тикет|обращение) закрывайте",
    "(?:больше )?вопросов (?:больше )?(?:нет|не имею|не осталось)|(?:больше )?вопросов больше не имею|помощь (?:больше |уже )?не (?:нужна|требуется)|(?:уже )?не ?актуально",
    "(?:и )?(?:вам )?(?:также )?(?:желаю |желаем )?(?:хорошего|удачного|доброго|приятного|отличного|прекрасного|продуктивного) (?:рабочего )?(?:дня|вечера|утра|настроения|отдыха)(?: вам)?|(?:и )?(?:хороших|приятных|отличных) выходных",
    "(?:и )?(?:всего (?:доброго|хорошего|наилучшего)|до свидания|удачи|с наступающим(?: новым годом)?|с праздником|с праздниками|с новым годом)",
    "да|ага|и|уже|взаимно|быстро|оперативно|как быстро|все|вам|всем|очень|готово|ладно|вижу",
  ],
  greeting: [
    "добрый день|доброе утро|добрый вечер|доброго дня|здравствуйте|привет|приветствую|уважаем(?:ые|ый|ая)|коллеги|ребята|друзья|команда|дорогие|с уважением",
  ],
};

// Czech

const csThing =
  "tiskarna|skener|scanner|posta|mail|e ?mail|internet|pocitac|notebook|ntb|web|stranka|stranky|heslo|telefon|system|prihlaseni|prihlasovani|pristup|sit|wi ?fi|vpn|server|monitor|aplikace|program|tisk|klavesnice|mys|ucet|zvuk|kamera|outlook|odkaz";
const csAdjective =
  "vas|vasi|vase|tvoji|tvou|tak|takto|tuto|tu|to|rychl(?:ou|e|y)|promptni|bleskov(?:ou|e|y)|skvel(?:ou|e|y)|vyborn(?:ou|e|y)|perfektni|okamzit(?:ou|e|y)|operativni|vstricn(?:ou|e|y)|profesionalni|super|brzk(?:ou|e)|uzasnou|velkou|milou|peknou";
const csNoun =
  "pomoc|reakci|odpoved|info|informaci|informace|zpravu|vysvetleni|upresneni|upozorneni|ochotu|rychlost|praci|jednani|spolupraci|vyrizeni|vyreseni|reseni|podporu|opravu|radu|rady|tip|trpelivost|pochopeni|potvrzeni|cas|e ?mail|mail|vse|vsechno|servis|sluzby|snahu|vstricnost|zaslani|doplneni|zpetnou vazbu|upravu|nastaveni|flexibilitu|ujisteni|laskavost|asistenci|aktualizaci";
const csPaper = "fakturu|soubor|e ?mail|mail|zpravu|dokumenty|dokument|data|balik|odpoved|informace";

const czech: Phrases = {
  gratitude: [
    `${many("moc|a|mockrat|velice|velmi|velke|tisicere|obrovske|srdecne|uprimne|jeste jednou|mnohokrat|fakt|opravdu|strasne|vam|ti")}(?:dekuji|dekuju|dekujeme|dekujem|diky|dik|dikes|dikec|diks|dix)${tail("moc|a|mockrat|mnohokrat|vam|ti|vsem|pekne|jeste jednou|velmi|velice|srdecne")}`,
  ],
  acknowledgement: [
    "ok|okej|oki|oukej|oka|dobre|dobra|fajn|super|skvele|vyborne|perfektni|perfekt|perfektne|parada|paradni|nadhera|uzasne|bozi|husty|bezva|prima|bomba|hura|rozumim|chapu|spickove|klobouk dolu|(?:super|skvela|dobra|vyborna) prace|(?:to byla )?rychlovka|to bylo (?:velmi |moc )?rychle|tak jo",
    "(?:perfektni|skvely|super|vyborny|skvela|vyborna) (?:servis|pristup|podpora|rychlost)|(?:tak )?to je (?:super|skvele|parada|bezva|ono)|pomohl restart|restart pomohl|spravilo se to|jsem (?:moc |velmi )?spokojen[ay]?|prihlasila? jsem se|(?:pristup|heslo|odkaz) (?:uz )?mam|(?:faktura|objednavka|zasilka|balik|zbozi|odkaz|heslo|e ?mail|mail|zprava) (?:uz )?(?:dorazil[ao]?|prisel|prisla|prislo)",
    "(?:chyba|problem) (?:uz )?zmizela?|(?:bezi|jede|slape|funguje)(?: to)? jako? hodinky",
    "(?:(?:to )?beru )?na vedomi|prijato|vyreseno|opraveno|spraveno",
    `${many(`ano|jo|uz|jiz|ted|nyni|vse|vsechno|to|mi|nam|je|zase|opet|znovu|konecne|se|i|u me|u nas|takhle|${csThing}`)}(?:funguje|funguji|fungujou|jede|jde|bezi|slape|tiskne|chodi|ok|v (?:nejlepsim )?poradku|v poho|v pohode|vyreseno|opraveno|jasne|povedlo|podarilo|vyresilo|spravilo|opravilo|pomohlo)${tail("to|mi|nam|uz|se|jak ma|jak by mel[ao]?|jak maji|perfektne|skvele|dobre|vyborne|bez problemu|spravne|normalne|super|zase|opet|znovu|bezvadne|vse|vsechno")}`,
    "(?:problem|pozadavek|zavada|chyba|ticket|tiket|zalezitost)(?: (?:je|byl|byla|uz|jiz))? (?:vyresen[aoy]?|odstranen[aoy]?|opraven[aoy]?|vyrizen[aoy]?)",
    "(?:uz )?(?:jsme|jsem) (?:to |si to |uz )?(?:vyresili|vyresila?)(?: sami| sam| sama)?|vyresili jsme to",
    `${many(`uz|to|vse|${csPaper}`)}(?:(?:jsem|jsme) )?(?:obdrzel[ai]?|dostal[ai]?|prijal[ai]?|dorazilo|dorazil|prislo|prisel|prisla)${tail("jsem|jsme|to|ho|ji|vse|v poradku|uz")}`,
    `(?:uz to|to|${csPaper}) (?:uz )?mam|mam to|uz to mam`,
    "(?:uz )?(?:jsem )?se (?:uz )?(?:prihlasim|dostanu tam|pripojim|prihlasila?|pripojila?)|uz (?:jsem )?se (?:prihlasim|prihlasila?|pripojim|pripojila?)",
    "uz chapu|(?:vse|je to|uz je to) jasne",
    `jste ${many("fakt|opravdu|proste|moc|vsichni")}(?:nejlepsi|super|skveli|skvely|skvela|uzasni|uzasny|zlati|zlaty|zlata|poklad|andele?|hvezd[ay]|borci|borec|kouzelnici|mistri|frajeri|laskavi|laskavy)`,
    "(?:moc )?(?:zachranil[ai]? jste|jste)(?: (?:me|mi|nam|nas|moc))* ?(?:zachranil[ai]?|pomohl[ai]?)?(?<=zachranil|zachranili|zachranila|pomohl|pomohli|pomohla|jste me|jste mi|jste nas)(?: den| zivot)?",
    "(?:(?:ticket|tiket|pozadavek|to|pripad|incident|za me) )?(?:(?:muzete|lze|mozno|je mozne) )(?:(?:to|ticket|tiket|pozadavek) )?(?:uzavrit|zavrit)(?: (?:ticket|tiket|pozadavek))?",
  ],
  around: [
    `za (?:${many(csAdjective)}(?:${csNoun})|vse|to)${tail(`a|i|s|v|ve|pri|${csAdjective}|${csNoun}`)}`,
    "ze jste (?:(?:to|mi|nam|tak|rychle|vse) ){0,3}(?:vyresili|pomohli|opravili|odpovedeli|spravili|zaridili)(?: (?:tak )?rychle| to)?",
    "(?:ticket|tiket|pozadavek) (?:prosim )?(?:uzavrete|zavrete)|(?:prosim )?(?:uzavrete|zavrete) (?:ticket|tiket|pozadavek)",
    "(?:vyzkouseno|otestovano|overeno|zkontrolovano|odzkouseno)|(?:vyzkousel|zkontroloval|otestoval|overil|restartoval)a? (?:jsem )?(?:to )?|jak ma|jak maji",
    "nic (?:dalsiho|vic) (?:uz )?nepotrebuj(?:i|u|eme)|uz (?:to )?neni (?:potreba|aktualni|treba)",
    `(?:a )?(?:i )?(?:vam )?(?:take )?(?:preji |prejeme |preju )?(?:vam )?${many("krasny|hezky|pekny|prijemny|skvely|uspesny|super", 1)}(?:den|vikend|vecer|zbytek (?:dne|tydne)|tyden)|(?:a )?(?:hezke|pekne|krasne|prijemne) (?:odpoledne|svatky|rano)`,
    "mejte se(?: hezky| krasne| fajn)?|napodobne|i vam|take preji|na shledanou|s pranim (?:hezkeho|krasneho|pekneho) dne",
    "ano|jo|a|uz|moc|velmi|vse|hotovo|jasne|jasny|za me|takhle|prosim uzavrit",
  ],
  greeting: [
    "dobry den|dobre rano|dobry vecer|dobre odpoledne|ahoj|cau|cus|nazdar|zdravim|krasny den|hezky den|vazen[iyae]|kolegove|kolegyne|mil[iya]|(?:vazeny )?pane|(?:vazena )?pani|slecno|inzenyre|inzenyrko|doktore|doktorko|rediteli|reditelko|magistre|vsem|s pozdravem|s uctou",
  ],
};

// Thai: no spaces between words, polite particles behind everything.

const thParticle =
  "ครับผม|ครับ|คร้าบ|ครัช|คับ|ค้าบ|ค๊าบ|งับ|ฮะ|ฮับ|ค่ะ|คะ|ค่า+|ค๊า+|คร่า+|ค้า+|จ้า|จ้ะ|จ๊ะ|นะ|น้า|เลย|แล้ว|ละ|มากมาย|มาก|จริง|ๆ|ผม";
const thThing =
  "เครื่องพิมพ์|ปริ้นเตอร์|เครื่องสแกน|คอมพิวเตอร์|คอม|โน้ตบุ๊ก|อีเมล|เมล|เน็ต|อินเทอร์เน็ต|ไวไฟ|ระบบ|โปรแกรม|เว็บไซต์|เว็บ|มือถือ|โทรศัพท์|จอ|บัญชี|รหัสผ่าน|รหัส|แอป|vpn|wifi|server|ทุกอย่าง";

const thai: Phrases = {
  gratitude: [
    "(?:ขอ|กราบ)?(?:ขอบคุณ|ขอบพระคุณ|ขอบใจ|ขอบคุน|ขอบคุง|ขอบคณ|ขอบคุร)(?:เป็นอย่างสูง|เป็นอย่างยิ่ง|อย่างสูง|อีกครั้ง)?",
    "แ[ตทธ][๊้็]?(?:งกิ้ว|งค์กิ้ว|งก์กิ้ว|งกิ้วว|ง|งส์)",
    "(?:khob|kob|khop|kop|korb|khorb) ?(?:khun|kun)(?: (?:krub|krab|krap|krup|kub|ka|kha|na|mak|maak))*",
  ],
  acknowledgement: [
    "ช่วยได้มาก(?:เลย)?|ปัญหา(?:หมดไป|หายไป)(?:แล้ว)?|เสร็จเรียบร้อย(?:แล้ว)?|ได้ผล(?:แล้ว)?|เจอแล้ว|รับ(?:ไว้)?แล้ว|ชัดเจน(?:แล้ว|ดี)?|ไวมาก|ไวจัง|ใจดีมาก",
    `(?:ตอนนี้)?(?:${thThing}|เครื่อง)?(?:กลับมา)?(?:สามารถ)?(?:ทำงาน|ใช้งาน)ได้(?:ตามปกติ|ปกติ|ดี)?(?:แล้ว)?`,
    "รับทราบ(?:แล้ว)?(?:และ)?|ทราบ(?:แล้ว)?|เข้าใจ(?:แล้ว)?|โอเค(?:แล้ว|เลย|ร)?|โอเช|ดีมาก|ดีเลย|ดีเยี่ยม|ดี(?=ครับ|ค่ะ)|ยอดเยี่ยม|เยี่ยม(?:ไปเลย|มาก|เลย)?|สุดยอด|เจ๋ง|เลิศ|เริ่ด|ปัง(?=มาก)|เก่ง|ประทับใจ|น่ารัก",
    "บริการ(?:ดีเยี่ยม|ดีมาก|ดี|รวดเร็ว)|รวดเร็ว(?:ทันใจ)?|เร็วมาก",
    `(?:ตอนนี้|ก็)?(?:${thThing})?(?:กลับมา)?(?:สามารถ)?(?:เข้าระบบ|เข้าสู่ระบบ|เข้าใช้งาน|เข้าใช้|เข้า|ล็อกอิน|ล็อคอิน|login ?|พิมพ์|ปริ้นท์|ปริ้นต์|ปริ้น|ส่ง|เปิด|ใช้งาน|ใช้|แก้ไข|แก้ปัญหา|แก้|ดู|เห็น|โหลด|เชื่อมต่อ)?ได้(?:ตามปกติ|เป็นปกติ|ปกติ|ดี)?(?:แล้ว|ละ)(?!ว)`,
    `(?:ตอนนี้)?(?:${thThing})?ใช้(?:งาน)?ได้(?:ตามปกติ|ปกติ|ดี)?`,
    `(?:ตอนนี้)?(?:${thThing})?(?:กลับมา)?(?:เป็น)?ปกติ(?:ดี)?(?:แล้ว)?`,
    `(?:ทุกอย่าง)?เรียบร้อย(?:ดี)?(?:แล้ว)?|หายแล้ว`,
    "แก้ไข(?:เรียบร้อย)?แล้ว|ปัญหา(?:ได้รับการ)?แก้ไข(?:เรียบร้อย)?แล้ว",
    "ได้รับ(?:เอกสาร|อีเมล|เมล|ไฟล์|ข้อมูล|ของ|สินค้า|พัสดุ|ข้อความ|คำตอบ)?(?:เรียบร้อยแล้ว|เรียบร้อย|แล้ว)|ได้เรียบร้อย(?:แล้ว)?",
    "ปิด ?(?:เคส|งาน|ตั๋ว|เรื่อง|ticket|ทิกเก็ต|case) ?ได้(?:เลย)?",
  ],
  around: [
    `(?:${thParticle})+`,
    "สำหรับ(?:ความ|การ)?(?:ช่วยเหลือ|ข้อมูล|คำแนะนำ|คำตอบ|บริการ(?:ดีๆ|ที่ดี|ที่รวดเร็ว)?|รวดเร็ว|ตอบกลับ|ทุกอย่าง|แก้ไข|ดูแล|แจ้ง|อธิบาย|อัปเดต|อัพเดท|ประสานงาน|สนับสนุน)(?:อย่างรวดเร็ว|ที่รวดเร็ว)?",
    "ที่(?:ช่วยเหลือ|ให้ความช่วยเหลือ|ช่วยดูแล|ช่วย|รีบ|ตอบกลับ|ตอบ|แจ้งให้ทราบ|แจ้ง|บอก|อธิบาย|ดูแล|กรุณา|แนะนำ|ให้คำแนะนำ|ให้ข้อมูล|แก้ไข|แก้ปัญหา|อัปเดต|อัพเดท)(?:แก้ปัญหา|แก้ไข|ดูแล|ให้|อย่างรวดเร็ว|เร็ว)*",
    "ใน(?:ความ)?(?:ช่วยเหลือ|กรุณา|อนุเคราะห์)",
    "ทุกคน|ทุกท่าน|ทีมงาน|แอดมิน|เจ้าหน้าที่|พี่ๆ|น้องๆ|พี่|น้อง|และ|ได้(?=ครับ|ค่ะ)|ต๊ะ",
    "(?:คุณ|พี่|น้อง|เรียนคุณ)(?![ก-๛]*(?:ไม่|ยัง|แต่|ได้|ช่วย|ขอ|เสีย|พัง|หาย|จะ|มา|ส่ง|โทร|ติดต่อ|ก็))[ก-๛]{2,12}?(?=ครับ|ค่ะ|คะ|นะ| |$)",
    "(?:ลอง|ทดสอบ|เช็ค|เช็ก|ตรวจสอบ)(?:ดู)?(?:แล้ว)(?=ใช้|ก็|เข้า|ได้|ทำงาน| |ครับ|ค่ะ|ปกติ|เรียบร้อย|โอเค)|เสร็จแล้ว",
    "ไม่มี(?:คำถาม|ปัญหา)(?:อะไร)?แล้ว",
    "ขอให้มี(?:วันที่ดี|ความสุข)|สวัสดีปีใหม่|โชคดี",
  ],
  greeting: ["ขอแสดงความนับถือ|ด้วยความเคารพ", "สวัสดี|เรียน ?(?:ทีมงาน|เจ้าหน้าที่)?"],
};

/** Each with the letters by which a text shows that it may be in it; Russian and Thai are also written in Latin ones. */
export const languages: { phrases: Phrases; letters: RegExp }[] = [
  { phrases: english, letters: /[a-z]/ },
  { phrases: russian, letters: /\p{Script=Cyrillic}|spasib|blagodar/u },
  { phrases: czech, letters: /[a-z]/ },
  { phrases: thai, letters: /\p{Script=Thai}|kh?o?r?h?[bp] ?kh?un/u },
];

/** Capitalized behind thanks, and no name. */
export const noNames =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day|^(?:january|february|march|april|may|june|july|august|september|october|november|december|today|tomorrow|urgent|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|сегодня|завтра|срочно|pondeli|utery|streda|stredu|ctvrtek|patek|sobot[au]|nedel[ei]|dnes|zitra|ps|no|not|but|still|please|when|why|how|what|нет|не|но|когда|как|что|ne|ale|kdy|proc|jak|co)$/;

/** At the start of a sentence every word is a capital: there only a name that is known is one. */
export const givenNames = new Set(
  (
    "adam alan alex alexander alice amy andrew andy anna anne ben bob brian carol charles chris christine claire daniel dan dave david diana ed emily emma eric eva frank george greg helen henry ian jack james jane jason jeff jennifer jim joe john jon jonathan julia karen kate kevin laura linda lisa lucy maria mark martin mary matt michael mike nancy nick olivia oliver pat patrick paul peter phil rachel richard rob robert ryan sam sandra sara sarah scott simon sophie steve steven stuart sue susan thomas tim tom tony victoria will william " +
    "александр александра алексей алена алина алла анастасия андрей анна антон артем борис вадим валентина валерий вера виктор виктория виталий владимир владислав галина геннадий григорий дарья денис дима дмитрий евгений евгения екатерина елена иван игорь илья инна ирина катя кирилл константин ксения лариса леонид лидия людмила маргарита марина мария максим михаил надежда наталья наталия настя никита николай олег олеся ольга павел петр полина роман руслан светлана сергей слава станислав степан таня татьяна тимур федор юлия юрий яна ярослав " +
    "adame alena aleno anno barbora barboro davide dano eva evo filipe hanko hano honzo ivano ivo jakube jana jano jane jani jarko jardo jirko jiri josefe karle katko klaro lenko lucie lukasi marketo marku marie mario martine martino michale milane mirku moniko ondro ondreji pavle pavlo petre petro radku romane simono standi stepane tereza terezo tomasi vaclave vojto vlasto zdenku zdenko zuzko zuzano"
  ).split(" "),
);

export const patronymic = /(?:ович|евич|овна|евна|ична|ыч)$/;
