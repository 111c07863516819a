/** By what the lines of a signature are known, in the languages that write to us. All patterns are anchored or short. */

const greetings = [
  "(?:(?:with )?(?:best|kind|kindest|warm|warmest|many) )?regards|(?:with )?best wishes|all the best|(?:yours )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?|kind greetings",
  "(?:с|с наилучшими|с большим) (?:уважением|пожеланиями)(?: и (?:наилучшими )?пожеланиями)?|всего (?:доброго|наилучшего)|искренне ваш[аи]?|з повагою",
  "s (?:pozdravem|úctou|uctou|přátelským pozdravem|pozdravom)|s přáním (?:hezkého|pěkného|krásného) dne|(?:hezký|pěkný) den(?: přeje)?",
  "ขอแสดงความนับถือ(?:อย่างสูง)?|ด้วยความเคารพ(?:อย่างสูง)?|ด้วยความนับถือ",
  "mit freundlichen grü(?:ß|ss)en|(?:viele|beste|freundliche|liebe) grü(?:ß|ss)e|mfg|cordialement|bien à vous|saludos(?: cordiales)?|un saludo|cordiali saluti|distinti saluti|atenciosamente|cumprimentos|z poważaniem|pozdrawiam|met vriendelijke groet(?:en)?|med vänliga hälsningar|vänliga hälsningar|med venlig hilsen|med vennlig hilsen|üdvözlettel|cu stimă|saygılarımla",
].join("|");

/** "Best regards," alone on its line, or with a name behind it. */
export const closing = new RegExp(
  `^[*_]{0,2}(?:${greetings})[*_]{0,2}\\s?[,.!]{0,2}(?:\\s\\p{Lu}[\\p{L}.'’-]{0,30}(?:\\s\\p{Lu}[\\p{L}.'’-]{0,30}){0,3})?$`,
  "iu",
);

export const postscript = /^(?:p\s?\.?\s?s\b|ps\b|п\s?\.?\s?с\b|з\.?ы\b|btw\b|ปล\b|ป\.ล|ปล\.)/iu;

export const disclaimer =
  /confidential|privileged|intended (?:only|solely|recipient)|before printing|důvěrn|konfiden[cč]|nezávazn|конфиденциальн|предназначен[оы]? (?:только|исключительно)|ข้อความลับ|ความลับ|vertraulich|confidenti[eë]l/iu;

export const role =
  /(?<!\p{L})(?:ceo|cto|cfo|coo|cio|(?:vice )?president|director|manager|managing|head of|chief|lead|engineer|developer|administrator|admin|specialist|consultant|analyst|accountant|assistant|secretary|officer|coordinator|supervisor|owner|founder|partner|technician|architect|designer|sales|support|department|dept|reception(?:ist)?|lawyer|teacher|professor|генеральный|директор|менеджер|руководитель|начальник|инженер|специалист|бухгалтер|администратор|главный|заместитель|зам|ведущий|старший|отдел|отдела|юрист|секретарь|консультант|аналитик|программист|разработчик|координатор|техник|vedoucí|ředitel(?:ka)?|manaž?er(?:ka)?|obchodní|zástupce|účetní|jednatel(?:ka)?|asistent(?:ka)?|technik|správce|oddělení|provozu|programátor(?:ka)?|inženýr|specialista|koordinátor(?:ka)?|majitel(?:ka)?|referent(?:ka)?|recepce)(?!\p{L})|ผู้จัดการ|ผู้อำนวยการ|หัวหน้า|วิศวกร|เจ้าหน้าที่|ฝ่าย|แผนก|บัญชี|เลขานุการ|กรรมการ/iu;

export const company =
  /(?<!\p{L})(?:s\.\s?r\.\s?o\.?|a\.\s?s\.|spol\. s|v\.\s?o\.\s?s\.|z\.\s?s\.|ltd\.?|limited|inc\.?|llc|llp|plc|corp\.?|corporation|gmbh|ag|kg|b\.v\.|bv|n\.v\.|s\.a\.|sarl|s\.p\.a\.|oy|ab|sp\. z o\.\s?o\.|co\.|company|group|ооо|оао|зао|пао|ао|ип|гк|фгуп|тов|บริษัท|บจก\.?|จำกัด|หจก\.?)(?!\p{L})/iu;

export const contact =
  /@[\w-]{1,60}\.|mailing list|https?:|www\.|(?:tel|phone|mobile?|cell|fax|e-?mail|web|skype|telegram|whatsapp|тел|моб|факс|почта|сайт|mob|telefon|โทร|มือถือ|อีเมล|แฟกซ์|ičo?|dič|инн|огрн)\p{L}{0,6}\s?[.:]|\+\d[\d\s().-]{6,20}|\b\d{2,4}[\s-]\d{2,4}[\s-]\d{2,4}/iu;

/** Words that no name and no address holds: a Thai line that has one speaks. */
export const speaking = /ไม่|ยัง|แต่|ช่วย|ขอ|รบกวน|เสีย|พัง|กรุณา|ด้วย|ครับ|ค่ะ|คะ|ใช้|ได้/u;
