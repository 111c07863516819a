/** The words by which mail programs mark what they quote, in the languages that write to us. All patterns are anchored. */

/** "On Mon, 1 Jun 2026 at 10:00, Jan <jan@example.com> wrote:": opener … verb, on one to four lines that end in a colon. */
const attributionVerb =
  "(?:wrote|writes|said|schrieb|schreef|a écrit|à écrit|escribió|escribe|escreveu|ha scritto|skrev|skrifaði|napisał(?:\\(a\\)|a)?|napsal(?:\\(a\\)|/a|a)?|napísal(?:\\(a\\)|/a|a)?|написал(?:\\(а\\)|а)?|пишет|пише|pisze|написав(?:\\(ла\\)|ла)?|написа|је написа[ол](?:/ла|ла)?|(?:je )?napisa[ol](?:/la|\\(la\\)|la)?(?: je)?|napisal(?:\\(a\\)|a)?|เขียนว่า|ได้เขียน|เขียน|(?:ezt )?írta|kirjoitti|kirjutas|rašė|rakstīja|a scris|scris|va escriure|έγραψε|(?:şunu|şunları) yazdı|yazdı|כתבה|כתב(?:/ה)?|كتبت|كتب|نوشت|ने लिखा|đã viết|menulis|写道|寫道|写到|のメール|書きました|님이 작성)";

const opener =
  "(?:on|am|le|el|il|em|op|den|dne|dňa|w dniu|dnia|em|on the|at|in the message|in article|quoting|в сообщении|on:|ในวันที่|เมื่อ|เมื่อวันที่|pe|la|pt\\.|v|po|út|st|čt|pá|so|ne|pon|wt|śr|czw|pt|sob|niedz|пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|ma|ti|ke|to|pe|la|su|mån|tis|ons|tors|fre|lör|sön|man|tir|tor|lør|søn|fre|\\d{1,4})";

export const attribution = new RegExp(
  `^(?:[>*_\\s-]{0,10})${opener}[\\s.,:/].{0,500}?${attributionVerb}\\s?:?[*_]{0,2}$`,
  "iu",
);

/** "Jan Novák <jan@example.com> wrote:", with nothing before the name. */
export const nameWrote = new RegExp(
  `^[^>\\n:]{1,120}(?:<[^<>\\s]{3,200}>|\\([^()\\s]{3,200}@[^()\\s]{1,200}\\))?[^:\\n]{0,80}\\s${attributionVerb}\\s?:$`,
  "iu",
);

const time = "\\p{Nd}{1,2}[:.]\\p{Nd}{2}";
const date = "\\p{Nd}{1,4}[./-]\\s?\\p{Nd}{1,2}[./-]\\s?\\p{Nd}{0,4}";

/** A date or time, then an address, then a colon: Gmail, Mail.ru and Yandex in any language. */
export const dateAndAddress = new RegExp(`^[^>\\n].{0,250}${time}.{0,200}<\\s?[^<>\\s]{3,200}\\s?>\\s?[:：]$`, "u");

/** "Missatge de Jan Novák <jan@example.com> del dia dv., 5 de gen. 2024 a les 10:00:" */
export const addressAndDate = new RegExp(`^[^>\\n:]{1,120}<[^<>\\s]{3,200}>[^<>\\n]{1,80}${time}\\s?[:：]$`, "u");

/** A date or time anywhere, and the verb at the end: "X <x@b.cz>, 5 Oca 2024 Cum, 10:00 tarihinde şunu yazdı:" */
export const dateThenWrote = new RegExp(
  `^[^>\\n](?=.{0,300}(?:${time}|${date})).{3,500}${attributionVerb}\\s?[:：]$`,
  "iu",
);

/** What an attribution begins with when it goes on in the next line. */
export const beginsWithDate = new RegExp(`^(?=.{0,200}(?:${time}|${date}|<[^<>\\s]{3,100}>))[^>].*[^!?\\s]\\s*$`, "u");

/** "Am 14.01.2024 schrieb Hans Müller:" */
export const dateWroteName = new RegExp(
  `^.{0,60}(?:${time}|${date}).{0,60}\\s${attributionVerb}\\s[^:]{2,120}[:：]$`,
  "iu",
);

/** "Jan Novák <jan@example.com> schrieb am Di., 16. Aug. 2016 um 12:52 Uhr:" */
export const addressWroteDate = new RegExp(`^[^>\\n:]{1,120}<[^<>\\s]{3,200}>\\s${attributionVerb}\\s.{4,80}:$`, "iu");

/** Lines between a reply and what it answers. */
export const separator =
  /^[>\s]{0,5}[-–—_*=]{2,60}\s?(?:original (?:message|e-?mail|appointment)|forwarded message|reply (?:message|above.{0,60})|begin forwarded message|message d'origine|message original|mensaje original|mensagem original|messaggio originale|ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|oorspronkelijk bericht|oprindelig (?:meddelelse|besked|mail)|ursprungligt meddelande|alkuperäinen viesti|eredeti üzenet|mesaj original|orijinal (?:ileti|mesaj)|αρχικό μήνυμα|izvorna poruka|izvirno sporočilo|оригинално съобщение|вихідне повідомлення|algne kiri|originalus laiškas|הודעה מקורית|الرسالة الأصلية|tin nhắn gốc|pesan asli|opprinnelig melding|wiadomość oryginalna|původní (?:e-?mail|zpráva)|přeposlaná zpráva|pôvodná správa|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|пересланное сообщение|конец пересылаемого сообщения|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|元のメッセージ|原始邮件|原始郵件|转发邮件|원본 메시지)\s?[-–—_*=:]{0,60}$/iu;

export const beginForwarded =
  /^(?:begin forwarded message|начало переадресованного сообщения|začátek přeposlané zprávy|anfang der weitergeleiteten nachricht)\s?:$/iu;

const senderLabels =
  "from|von|de|da|van|fra|från|od|от|от кого|від|จาก|寄件者|发件人|发件者|寄件人|差出人|보낸 사람|reply-to|lähettäjä|feladó|kimden|gönderen|από|de la|expéditeur|remitente|mittente|nadawca|odosielateľ|odesílatel|šalje|saatja|siuntėjas|מאת|من|từ|dari|ผู้ส่ง";
const otherLabels =
  "sent|date|to|cc|subject|importance|gesendet|datum|an|betreff|envoyé|envoyé le|à|copie à|objet|sujet|message du|enviado|enviado el|enviada em|fecha|data|para|asunto|assunto|inviato|a|oggetto|verzonden|verzonden op|aan|onderwerp|sendt|dato|til|emne|skickat|till|ämne|wysłano|wysłane|do|dw|temat|odesláno|posláno|komu|kopie|předmět|odoslané|predmet|kópia|отправлено|дата|кому|копия|тема|надіслано|копія|ส่งแล้ว|ส่งเมื่อ|ส่ง|วันที่|ถึง|สำเนา|เรื่อง|หัวเรื่อง|发送时间|收件人|主题|抄送|日期|寄件日期|收件者|主旨|送信日時|日付|宛先|件名|보낸 날짜|받는 사람|제목|lähetetty|päivä|vastaanottaja|aihe|elküldve|dátum|címzett|tárgy|gönderildi|tarih|kime|konu|στάλθηκε|προς|θέμα|ημερομηνία|trimis|către|subiect|poslano|za|изпратено|до|относно|saadetud|kuupäev|saaja|teema|išsiųsta|kam|tema|נשלח|תאריך|אל|נושא|تم الإرسال|التاريخ|إلى|الموضوع|đã gửi|ngày|đến|chủ đề|terkirim|tanggal|kepada|subjek";

export const senderLine = new RegExp(`^[>*_\\s]{0,8}(?:${senderLabels})\\*{0,2}\\s?[:：]`, "iu");
export const headerLine = new RegExp(`^[>*_\\s]{0,8}(?:${senderLabels}|${otherLabels})\\*{0,2}\\s?[:：]`, "iu");

/** What phones and web mail add below. */
export const deviceSignature =
  /^[>\s]{0,3}[-–—_*]{0,3}\s?(?:(?:sent|get|posted|enviado|envoyé|gesendet|von meinem|inviato|verzonden|verstuurd|skickat|sendt|wysłane|wysłano|odesláno|poslano|odoslané|отправлено|надіслано|ส่งจาก|ส่งมาจาก)\s?(?:from|via|using|by|mit|von meinem|vom|depuis|de(?:sde)?|do|da|van|met|från|fra|z|ze|s|с|из|через|з|outlook)?\s?.{0,80}(?:iphon\w{0,3}|ipad\w{0,2}|ipod|android|samsung|galaxy|huawei|xiaomi|blackberry|mobile|phone|smartphone|handheld|windows|mail|outlook|yahoo|gmail|device|tablet|телефон\w{0,3}|устройства|смартфон\w{0,3}|почт\w{0,3}|email|e-mailu|telefonu|mobilu|handy|smartphonu|seznam|apple|acer|nokia|lg|sony|app).{0,60}|(?:get|скачать|získat|získejte|stáhnout|ดาวน์โหลด|รับ) ?outlook (?:for|для|pro|สำหรับ) (?:ios|android|mac).{0,80}|envoyé de mon .{0,60}|mail sent from .{0,60})$/iu;

/** RFC 3676 4.3, and its mutilations. */
export const signatureSeparator = /^(?:ᐧ|-- ?|—|––|__|--\s{1,3}|-{2,3}\s?$)$/;

/** "Sent from a magnificent torch of pixels": alone, at the end. */
export const ownDevice = /^(?:sent|posted) (?:from|via|with|using) \S.{1,50}[^.?!:]$/i;

/** "-Jan Novák" */
export const dashedName = /^-{1,2}\p{Lu}[\p{L}.'’-]{1,30}(?:\s\p{Lu}[\p{L}.'’-]{0,30}){0,2}$/u;

/** A line drawn above a header block, as Outlook does, a signature, or the footer of a list. */
export const drawnLine = /^\s{0,5}(?:[-–—_=*~]\s?){4,80}$/u;
