// Czech: what happens in an office.
import { agent, customer, note, type Scenario, thanks } from "../scenario.ts";

export const scenarios: readonly Scenario[] = [
  {
    key: "cs-printer",
    queue: "servicedesk",
    type: "incident",
    impact: "low",
    urgency: "medium",
    tags: ["tiskárna"],
    variables: [
      { printer: "HP LaserJet v účtárně", host: "PRN-UCT-01", serial: "VNB3K20417", location: "účtárna, 1. patro" },
      { printer: "Kyocera na chodbě u nákupu", host: "PRN-NAK-02", serial: "KYO8842913", location: "nákup, přízemí" },
      { printer: "Brother v expedici", host: "PRN-EXP-01", serial: "E73115K9N2", location: "expedice" },
    ],
    subjects: ["Netiskne {printer}", "Tiskárna nereaguje – {printer}"],
    talk: [
      customer([
        "od rána nejde tisknout, {printer} hlásí offline, i když svítí zeleně. Úlohy zůstávají viset ve frontě. Zkusil<|a> jsem ji vypnout a zapnout, nepomohlo.",
        "{printer} najednou netiskne nikomu z kanceláře. Na displeji je Připraveno, ale v počítači je zašedlá. Potřebujeme vytisknout dodací listy.",
      ]),
      agent(
        "díky za hlášení. Prosím o jednu věc: na displeji tiskárny otevřete Nastavení – Síť a pošlete mi IP adresu, která tam je.",
        "waiting-customer",
      ),
      customer("je tam 169.254.18.7."),
      note(
        "169.254.x.x, takže nedostala adresu z DHCP. Rezervace pro {host} zmizela po výměně switche, vracím ji zpátky.",
      ),
      agent(
        "tiskárna po výměně síťového prvku nedostala adresu. Rezervaci jsem obnovil<|a>, tiskárnu na dálku restartoval<|a> a zkušební stránka prošla. Fronta by se měla sama vyprázdnit.",
        "solved",
      ),
      thanks(["Už to tiskne, děkuji.", "Funguje, díky moc!"]),
    ],
  },
  {
    key: "cs-mailbox-full",
    queue: "servicedesk",
    type: "incident",
    impact: "low",
    urgency: "high",
    tags: ["pošta"],
    variables: [
      { size: "49,6 GB", who: "obchod@strojirna-vltava.example" },
      { size: "24,8 GB", who: "nakup@strojirna-vltava.example" },
    ],
    subjects: ["Plná schránka {who}", "Nechodí maily do {who}"],
    talk: [
      customer(
        "zákazník mi volal, že se mu z {who} vrací zprávy s tím, že schránka je plná. Můžete ji prosím zvětšit? Čekáme objednávku.",
      ),
      agent(
        "schránka má obsazeno {size}. Dočasně jsem jí přidal<|a> místo, pošta už chodí. Doporučuji přesunout ročníky do roku 2023 do archivu – mohu to spustit dnes večer?",
        "waiting-customer",
      ),
      customer("ano, archiv prosím spusťte. Jen ať ty staré maily pořád najdu."),
      agent(
        "archivace proběhla v noci. Starší zprávy najdete v Outlooku ve složce Online archiv, hledání je prohledává také. Ve schránce je teď volná více než polovina.",
        "solved",
      ),
      thanks("Výborně, archiv vidím. Díky."),
    ],
  },
  {
    key: "cs-new-employee",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "medium",
    tags: ["nástup"],
    variables: [
      { who: "Ondřej Vlček", role: "konstruktér", pc: "PC-118", serial: "5CG3147XQF", location: "konstrukce" },
      { who: "Tereza Nováková", role: "nákupčí", pc: "PC-121", serial: "5CG3147XR2", location: "nákup" },
      {
        who: "Michal Dušek",
        role: "technolog",
        pc: "PC-124",
        serial: "5CG3152KLM",
        location: "hala B, kancelář mistra",
      },
    ],
    subjects: ["Nový zaměstnanec – {who}", "Nástup: {who}, {role}"],
    talk: [
      customer(
        "od prvního nastupuje {who}, pozice {role}. Prosím o účet, e-mail, notebook a přístup do Heliosu. Práva jako ostatní na oddělení. V příloze je seznam počítačů, které máme skladem.",
        "list",
      ),
      agent("děkuji, zakládám. Má mít i přístup přes VPN z domova?", "waiting-customer"),
      customer("ano, VPN prosím také, dva dny v týdnu bude doma."),
      note(
        "Notebook {pc} z regálu je po repasi, stačí image a přidat do skupiny VPN-Users. Helios licence jsou volné dvě.",
      ),
      agent(
        "účet i schránka jsou hotové, {pc} je připravený na recepci. Dočasné heslo jsem poslal<|a> na Váš telefon formou SMS, při prvním přihlášení se změní.",
        "solved",
      ),
      thanks(["Vše převzato, děkujeme.", "Perfektní, nováček už pracuje. Díky."]),
    ],
  },
  {
    key: "cs-password",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "high",
    tags: ["heslo"],
    variables: [{ system: "Heliosu" }, { system: "Windows" }, { system: "docházky" }, { system: "webmailu" }],
    subjects: ["Zablokovaný účet do {system}", "Nejde mi přihlášení do {system}"],
    talk: [
      customer([
        "po dovolené si nemohu vzpomenout na heslo do {system} a teď mi to píše, že je účet zablokovaný. Můžete mi ho prosím odblokovat?",
        "třikrát jsem zadal<|a> špatné heslo a účet do {system} se zamkl. Prosím o reset.",
      ]),
      agent(
        "účet jsem odemkl<|a> a nastavil<|a> jednorázové heslo. Zavolám Vám s ním na linku uvedenou v adresáři, e-mailem hesla neposíláme.",
        "solved",
      ),
      thanks(["Jsem přihlášen<ý|á>, děkuji.", "Už to jde. Díky za rychlost."]),
    ],
  },
  {
    key: "cs-invoice",
    queue: "billing",
    type: "question",
    impact: "low",
    urgency: "low",
    tags: ["faktura"],
    variables: [
      { month: "září", hours: "3,5", work: "výměnu switche v hale B" },
      { month: "říjen", hours: "2", work: "stěhování tiskáren" },
    ],
    subjects: ["Dotaz k faktuře za {month}", "Faktura za {month} – položka navíc"],
    talk: [
      customer(
        "na faktuře za {month} máme {hours} h nad rámec paušálu. Můžete prosím doložit, čeho se týkají? Bez toho ji nemohu předat ke schválení.",
        "invoice",
      ),
      note("Podle výkazu je to {work}, objednal to pan Kučera telefonicky."),
      agent(
        "jde o {work}, práce proběhla v sobotu mimo smluvní hodiny a objednal ji pan Kučera. Výkaz s časy přikládám.",
        "solved",
        "delivery-note",
      ),
      customer("děkuji. Na výkazu ale chybí podpis za naši stranu, můžete ho doplnit?"),
      agent(
        "podepsaný výkaz jsem získal<|a> od kolegy z terénu a nahrál<|a> ho k zakázce. Kopii posílám v příloze.",
        "solved",
        "delivery-note",
      ),
      thanks("Takto je to v pořádku, faktura jde k proplacení."),
    ],
  },
  {
    key: "cs-phishing",
    queue: "servicedesk",
    type: "incident",
    impact: "medium",
    urgency: "high",
    tags: ["bezpečnost", "pošta"],
    variables: [
      { lure: "nezaplacené clo za zásilku" },
      { lure: "vypršení hesla do Microsoft 365" },
      { lure: "sdílený dokument od dodavatele" },
    ],
    subjects: ["Podezřelý e-mail: {lure}", "Je tohle podvod? ({lure})"],
    talk: [
      customer(
        "přišel mi mail, předmět {lure}, chce po mně přihlášení. Neotvíral<|a> jsem nic, jen posílám snímek obrazovky. Co s tím?",
        "screenshot",
      ),
      agent(
        "děkuji, že jste se zeptal<|a>. Je to podvod. Odkaz jsem zablokoval<|a> na firewallu a zprávu smazal<|a> všem, kterým přišla. Ještě potvrďte, že jste na stránce nezadal<|a> heslo.",
        "waiting-customer",
      ),
      customer("ne, nic jsem nezadával<|a>."),
      agent("v pořádku, nic dalšího není potřeba. Kolegům jsem poslal<|a> krátké upozornění.", "solved"),
    ],
  },
  {
    key: "cs-share",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "low",
    tags: ["práva"],
    variables: [
      { folder: "Výkresy\\2026", who: "Veroniku Malou", level: "jen čtení" },
      { folder: "Kvalita\\Reklamace", who: "Zdeňka Koláře", level: "zápis" },
      { folder: "Účetnictví\\Banka", who: "Alenu Procházkovou", level: "zápis" },
    ],
    subjects: ["Přístup do složky {folder}", "Práva ke složce {folder}"],
    talk: [
      customer("prosím o přístup do složky {folder} pro {who}, rozsah: {level}."),
      agent("podle smlouvy přístupy schvaluje pan Kučera. Poslal<|a> jsem mu žádost o souhlas.", "waiting-customer"),
      customer("pan Kučera mi to právě na chodbě potvrdil a slíbil Vám odepsat."),
      note("Souhlas od Kučery mám písemně, přidávám do skupiny."),
      agent("přístup je nastavený ({level}). Projeví se po odhlášení a novém přihlášení do Windows.", "solved"),
      thanks("Složku už vidíme, děkuji."),
    ],
  },
];
