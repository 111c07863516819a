/**
 * "I am out of the office until Monday": what people set as an automatic reply and some programs send without saying
 * so in a header. Every sentence must be one of the usual ones and hold only their words, for "I am away tomorrow,
 * please send the technician on Friday" is work.
 */
export function isOutOfOffice(text: string): boolean {
  const sentences = text
    .slice(0, 600)
    .replace(address, " ")
    .replace(/(\d|\p{L}{3})\.(?=\s?\d|,|\s\p{Ll})/gu, "$1 ")
    .toLowerCase()
    .split(/[.!\n]+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\d]/u.test(sentence));
  if (!sentences.some((sentence) => away.test(sentence))) return false;
  return sentences.every((sentence) => isUsual(sentence));
}

const address = /[\w.+-]{1,64}@[\w.-]{1,100}|\+?\d[\d\s()-]{5,20}\d/g;

const away =
  /^(?:.{0,60}[,:;] ?)?(?:i am|i'm|i will be|im) (?:currently |now |away )?(?:out of (?:the )?office|away|on (?:annual |parental |sick |maternity )?(?:leave|vacation|holiday))|^out of (?:the )?office(?: until.*|,.*)?$|^(?:.{0,40}[,!] ?)?(?:сейчас )?(?:я )?(?:сейчас )?(?:нахожусь )?(?:в отпуске|не в офисе|вне офиса|на больничном|в командировке)|^(?:.{0,40} )?(?:меня (?:нет|не будет) (?:в офисе|на рабочем месте|на месте))|^(?:.{0,40}, )?(?:momentálně |nyní |aktuálně )?(?:jsem|čerpám|nejsem)(?: .{0,20})? ?(?:na dovolené|mimo kancelář|dovolenou|v kanceláři|přítomn[ay]|na služební cestě|na nemocenské)|^do .{3,20} (?:čerpám dovolenou|jsem na dovolené)|ลาพักร้อน|ไม่อยู่ที่สำนักงาน|ไม่อยู่ออฟฟิศ/u;

/** The words of such mails; dates, numbers and names of months among them. */
const usualWords = new Set(
  (
    "a i am i'm im will be currently now out of the office on annual parental sick maternity leave vacation holiday holidays business trip away with limited no access to my email emails e-mail mail until till from through and back in reply respond answer your message messages you as soon possible when return my upon after thank thanks for hello hi dear all this that it during period at work returning monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec have phone voicemail " +
    "я мы меня сейчас в на не нет буду будет нахожусь отпуске офисе вне офиса рабочем месте больничном командировке с до по ограниченным доступом к почте и отвечу ответить письмо письма ваше ваши после возвращения вернусь когда спасибо за здравствуйте добрый день понедельника вторника среды четверга пятницы субботы воскресенья понедельник вторник среду четверг пятницу января февраля марта апреля мая июня июля августа сентября октября ноября декабря как только смогу всем привет сообщение г года " +
    "jsem nejsem na dovolené mimo kancelář kanceláři momentálně nyní aktuálně čerpám dovolenou přítomen přítomna služební cestě nemocenské do od v ve a nemám přístup k e-mailu emailu e-mailům mailu s omezeným přístupem e-mail e-maily email mail váš vaše odpovím po návratu vrátím vracím se zpět děkuji děkujeme za zprávu pochopení dobrý den pondělí úterý středy čtvrtka pátku středu čtvrtek pátek ledna února března dubna května června července srpna září října listopadu prosince na"
  ).split(" "),
);

const urgent =
  /^(?:.{0,40}[,:] ?)?(?:in|for|v|ve|по|в|если|при|pokud)? ?(?:any |all |в )?(?:urgent|emergenc|naléhav|urgentní|nutn|срочн|экстренн|всем вопросам)/u;
const urgentTail =
  /(?:contact|call|reach|e-?mail|write to|kontaktujte|volejte|obraťte se|pište|обращ\p{L}+|звоните|пишите|связаться|свяжитесь)(?: [\p{L}.'-]{1,20}){0,8}[\s:,]*$/u;

const thaiUsual =
  /^(?:สวัสดี|ขอบคุณ|ขณะนี้|ผม|ดิฉัน|ฉัน|อยู่|ระหว่าง|ลาพักร้อน|ลา|ไม่อยู่ที่สำนักงาน|ไม่อยู่ออฟฟิศ|จะ|กลับมา|ทำงาน|ตอบกลับ|ตอบ|อีเมล|เมล|ของท่าน|เมื่อ|วันที่|วันจันทร์|วัน|จนถึง|ถึง|หลังจากนั้น|หาก|กรณี|เร่งด่วน|กรุณา|ติดต่อ|โทร|หรือ|และ|ใน|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|ม\s?ค|ก\s?พ|มี\s?ค|เม\s?ย|พ\s?ค|มิ\s?ย|ก\s?ค|ส\s?ค|ก\s?ย|ต\s?ค|พ\s?ย|ธ\s?ค|ครับ|ค่ะ|คะ|ที่|[\s\d,:/–-])+$/u;

function isUsual(sentence: string): boolean {
  if (/[\u0e00-\u0e7f]/.test(sentence)) return thaiUsual.test(sentence);
  if (urgent.test(sentence) && urgentTail.test(sentence)) return true;
  const words = sentence.split(/[^\p{L}'-]+/u).filter((word) => /\p{L}/u.test(word));
  return words.every((word) => usualWords.has(word));
}
