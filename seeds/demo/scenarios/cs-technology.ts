// Czech: networks, servers, machines.
import { agent, customer, note, type Scenario, thanks } from "../scenario.ts";

export const scenarios: readonly Scenario[] = [
  {
    key: "cs-vpn",
    queue: "networks",
    type: "incident",
    impact: "low",
    urgency: "high",
    tags: ["vpn"],
    variables: [
      { error: "Ověření uživatele selhalo" },
      { error: "Vypršel časový limit TLS" },
      { error: "Certifikát není platný" },
    ],
    subjects: ["VPN: {error}", "Nejde se připojit z domova – VPN"],
    talk: [
      customer(
        [
          "pracuji dnes z domova a VPN se nepřipojí, hláška zní: {error}. Ještě v pátek to šlo. Internet mám, web mi funguje.",
          "VPN klient se točí a pak napíše „{error}“. Restart notebooku nepomohl.",
        ],
        "screenshot",
      ),
      agent(
        "podívám se na to. Jaké datum a čas ukazují Windows v pravém dolním rohu? A jste na Wi-Fi, nebo přes mobil?",
        "waiting-customer",
      ),
      customer("čas sedí, jsem na domácí Wi-Fi."),
      note(
        "V logu koncentrátoru je prošlý uživatelský certifikát. Automatická obnova se nespustila, protože notebook nebyl měsíc v síti.",
      ),
      agent(
        "prošel Vám certifikát, který se obnovuje jen ve firemní síti. Vystavil<|a> jsem nový a poslal<|a> ho přes vzdálenou správu. Zavřete prosím klienta a připojte se znovu.",
        "solved",
      ),
      thanks(["Připojeno, díky!", "Už jsem uvnitř. Děkuji."]),
    ],
  },
  {
    key: "cs-backup",
    queue: "hosting",
    type: "incident",
    impact: "high",
    urgency: "medium",
    tags: ["zálohování"],
    variables: [
      { server: "SRV-HELIOS", target: "NAS-02" },
      { server: "SRV-CAD", target: "NAS-01" },
      { server: "SRV-FILE", target: "NAS-02" },
    ],
    subjects: ["Záloha {server} skončila chybou", "Noční záloha neproběhla ({server})"],
    talk: [
      customer(
        "chodí mi upozornění, že záloha {server} skončila chybou. Log je v příloze. Kdy se to dá do pořádku?",
        "log",
      ),
      note("{target} má 2 % volného místa. Retence byla 60 dní, ve smlouvě je 30. Vracím na 30 a pouštím úklid."),
      agent(
        "cílové úložiště {target} bylo plné. Uvolňuji místo a ručně spouštím zálohu, výsledek potvrdím zítra ráno.",
        "open",
      ),
      agent(
        "záloha {server} v noci proběhla celá, zkušební obnova tří souborů také. Přidal<|a> jsem hlídání volného místa, aby se to neopakovalo.",
        "solved",
      ),
      thanks("Děkujeme za rychlé řešení."),
    ],
  },
  {
    key: "cs-disk-full",
    queue: "hosting",
    type: "incident",
    impact: "high",
    urgency: "high",
    tags: ["server", "disk"],
    variables: [
      { server: "SRV-FILE", drive: "D:" },
      { server: "SRV-CAD", drive: "E:" },
    ],
    subjects: ["Na {server} došlo místo", "Nelze ukládat – plný disk {drive} na {server}"],
    talk: [
      customer(
        "konstruktéři nemohou ukládat výkresy, hlásí to nedostatek místa na disku {drive}. Stojí nám práce, prosím co nejdříve.",
      ),
      agent("vidím to, uvolňuji dočasné soubory. Během deseti minut půjde znovu ukládat.", "open"),
      note("Viník: složka Temp_export, 180 GB dávkových exportů z CADu. Na poli je volných 400 GB, rozšířím svazek."),
      agent(
        "disk {drive} na {server} jsem rozšířil<|a> o 200 GB. Exporty z CADu zabíraly 180 GB, mohu je smazat?",
        "waiting-customer",
      ),
      customer("exporty starší než týden klidně smažte."),
      agent("hotovo, smazáno vše starší sedmi dnů a nastaveno, aby se to dělo samo. Volných je nyní 350 GB.", "solved"),
    ],
  },
  {
    key: "cs-domain",
    queue: "hosting",
    type: "request",
    impact: "medium",
    urgency: "low",
    tags: ["doména"],
    variables: [{ name: "vltava-parts.example" }, { name: "strojirna-servis.example" }],
    subjects: ["Prodloužení domény {name}", "Doména {name} – končí registrace"],
    talk: [
      customer(
        "přišla nám výzva k prodloužení domény {name}. Je to od vás, nebo je to nějaký podvod? A pokud je to pravé, prodlužte ji prosím o dva roky.",
      ),
      agent(
        "výzva je skutečná, doména končí za tři týdny. Prodloužení o dva roky jsem objednal<|a> u registrátora, čekáme na potvrzení platby.",
        "waiting-third-party",
      ),
      agent(
        "registrátor prodloužení potvrdil, {name} je zaplacená na dva roky. Zapnul<|a> jsem automatické prodlužování.",
        "solved",
      ),
      thanks("Super, děkuji."),
    ],
  },
  {
    key: "cs-warranty",
    queue: "field",
    type: "incident",
    impact: "low",
    urgency: "medium",
    tags: ["záruka", "notebook"],
    variables: [
      { model: "ThinkPad T14", fault: "nejde nabíjet", serial: "PF3K9QX1", location: "obchodní oddělení" },
      { model: "EliteBook 840", fault: "bliká displej", serial: "5CG2248TRB", location: "ředitelství" },
      { model: "Latitude 5440", fault: "vypadává klávesnice", serial: "7HQ2LT3", location: "kvalita" },
    ],
    subjects: ["{model} – {fault}", "Reklamace notebooku {model}"],
    talk: [
      customer("můj {model} zlobí: {fault}. Sériové číslo {serial}. Myslím, že je ještě v záruce. Co mám dělat?"),
      agent(
        "záruka platí do příštího jara včetně opravy u zákazníka. Zakázku u výrobce jsem založil<|a>, technik by měl přijet do dvou pracovních dnů.",
        "waiting-third-party",
      ),
      note("Výrobce posílá díl až ve čtvrtek. Půjčíme náhradní notebook ze skladu."),
      agent(
        "výrobce čeká na díl, oprava se posouvá na čtvrtek. Mezitím Vám kolega přiveze náhradní notebook s Vašimi daty.",
        "waiting-third-party",
      ),
      customer("náhradní notebook mám, děkuji. Ve čtvrtek budu v kanceláři od osmi."),
      agent(
        "technik díl vyměnil a {model} prošel testem. Náhradní notebook jsme si odvezli, předávací list je v příloze.",
        "solved",
        "delivery-note",
      ),
      thanks("Notebook funguje, děkuji."),
    ],
  },
  {
    key: "cs-wifi",
    queue: "networks",
    type: "incident",
    impact: "medium",
    urgency: "medium",
    tags: ["wi-fi"],
    variables: [
      { place: "v hale B u lisů", ap: "AP-HB-03", location: "hala B" },
      { place: "ve skladu hotových výrobků", ap: "AP-SK-01", location: "sklad" },
      { place: "v zasedačce", ap: "AP-AD-02", location: "administrativa, 2. patro" },
    ],
    subjects: ["Wi-Fi {place} vypadává", "Slabý signál {place}"],
    talk: [
      customer(
        "Wi-Fi {place} každou chvíli vypadne, čtečky se odpojují a lidé musí psát čísla ručně. Děje se to asi týden.",
      ),
      agent(
        "díky. Na {ap} vidím časté přechody mezi kanály. Změnil<|a> jsem nastavení, sledujte prosím do zítřka, jestli je to lepší.",
        "waiting-customer",
      ),
      customer("dnes ráno zase třikrát výpadek, bohužel beze změny."),
      note("Na místě: nový frekvenční měnič půl metru od {ap}. Přesunout AP na druhý sloup, kabel dotáhnu zítra."),
      agent(
        "příčinou je rušení od nového stroje. Kolega přístupový bod {ap} přesunul o osm metrů a natáhl nový kabel, od té doby bez jediného výpadku.",
        "solved",
      ),
      thanks("Čtečky drží, díky!"),
    ],
  },
  {
    key: "cs-screen",
    queue: "field",
    type: "request",
    impact: "low",
    urgency: "low",
    tags: ["monitor"],
    variables: [
      { what: "druhý monitor k CADu", location: "konstrukce", serial: "CN0VW5T91" },
      { what: "dokovací stanici", location: "nákup", serial: "DS4410992" },
    ],
    subjects: ["Prosba o {what}", "Objednávka: {what}"],
    talk: [
      customer("prosím o {what} na moje pracoviště. Vedoucí souhlasí, v kopii."),
      agent(
        "máme skladem, cena 4 890 Kč bez DPH. Mohu dodat tento týden, potvrďte prosím objednávku.",
        "waiting-customer",
      ),
      customer("potvrzuji, nákladové středisko 420."),
      agent("dodáno a zapojeno na místě, dodací list v příloze.", "solved", "delivery-note"),
    ],
  },
];
