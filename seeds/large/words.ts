// Words that tickets are written in, the most frequent first. `vocabulary.ts` makes the long tail out of them.
import type { Language } from "../../shared/base/schema.ts";

export const words: Readonly<Record<Language, string>> = {
  en: `the to is and a it not on in of we with for have that this please can be you after from are our when was but
    error again still works printer server mail computer network password account user problem screen file system open
    update window message connection since yesterday today morning office colleague customer order invoice laptop phone
    backup disk access folder login wifi router cable switch monitor keyboard driver install licence software version
    restart button page link browser website domain certificate database report table document scan toner paper tray
    device serial number warranty repair delivery part technician visit meeting room camera sound microphone headset
    calendar mailbox signature attachment spam virus firewall vpn tunnel remote session desktop profile permission group
    share drive archive restore copy export import format spreadsheet template payment contract service request ticket
    urgent slow broken missing empty full locked expired blocked offline wrong changed removed added tested confirmed
    thanks regards help check send receive print move create delete enter wait call write read find need try start stop`,
  ru: `не в и на с у что по для как от при после но это нет есть мы вы его можно пожалуйста снова ещё уже когда если из
    ошибка работает принтер сервер почта компьютер сеть пароль учётная запись пользователь проблема экран файл система
    открывается обновление окно сообщение соединение вчера сегодня утром офис коллега клиент заказ счёт ноутбук телефон
    копия диск доступ папка вход роутер кабель коммутатор монитор клавиатура драйвер установка лицензия программа версия
    перезагрузка кнопка страница ссылка браузер сайт домен сертификат база отчёт таблица документ сканер картридж бумага
    устройство серийный номер гарантия ремонт доставка деталь специалист выезд переговорная камера звук микрофон гарнитура
    календарь ящик подпись вложение спам вирус экран туннель удалённый сеанс рабочий стол профиль права группа
    общая архив восстановление выгрузка загрузка формат шаблон оплата договор услуга заявка срочно медленно сломан
    отсутствует пустой полный заблокирован истёк отключён неверный изменён удалён добавлен проверен подтверждён спасибо
    помощь проверить отправить получить напечатать переместить создать удалить ввести ждать позвонить написать найти нужно`,
  cs: `a se na v je to že s z do pro od už ale po při jako jsme máme prosím nejde zase ještě když aby jsou nebo který
    chyba funguje tiskárna server pošta počítač síť heslo účet uživatel problém obrazovka soubor systém otevřít
    aktualizace okno zpráva připojení včera dnes ráno kancelář kolega zákazník objednávka faktura notebook telefon
    záloha disk přístup složka přihlášení směrovač kabel přepínač monitor klávesnice ovladač instalace licence program
    verze restart tlačítko stránka odkaz prohlížeč web doména certifikát databáze sestava tabulka dokument skener toner
    papír zařízení sériové číslo záruka oprava dodávka díl technik výjezd zasedačka kamera zvuk mikrofon sluchátka
    kalendář schránka podpis příloha spam virus tunel vzdálená relace plocha profil oprávnění skupina sdílená archiv
    obnova kopie vývoz dovoz formát šablona platba smlouva služba požadavek tiket naléhavé pomalé rozbité chybí prázdné
    plné zamčené vypršelo blokované odpojené špatné změněno odstraněno přidáno otestováno potvrzeno děkuji pozdrav pomoc
    zkontrolovat poslat přijmout vytisknout přesunout vytvořit smazat zadat čekat zavolat napsat najít potřebujeme`,
  th: `ไม่ ที่ และ มี ได้ ให้ แล้ว ใน เป็น กับ จาก ของ ครับ ค่ะ เรา ยัง อีก ตอนนี้ เมื่อวาน วันนี้ ช่วย รบกวน ต้องการ หลัง ก่อน
    ข้อผิดพลาด ใช้งาน เครื่องพิมพ์ เซิร์ฟเวอร์ อีเมล คอมพิวเตอร์ เครือข่าย รหัสผ่าน บัญชี ผู้ใช้ ปัญหา หน้าจอ ไฟล์ ระบบ เปิด
    อัปเดต หน้าต่าง ข้อความ การเชื่อมต่อ เช้า สำนักงาน เพื่อนร่วมงาน ลูกค้า คำสั่งซื้อ ใบแจ้งหนี้ โน้ตบุ๊ก โทรศัพท์ สำรองข้อมูล
    ดิสก์ สิทธิ์ โฟลเดอร์ เข้าสู่ระบบ ไวไฟ เราเตอร์ สายเคเบิล สวิตช์ จอภาพ แป้นพิมพ์ ไดรเวอร์ ติดตั้ง โปรแกรม เวอร์ชัน รีสตาร์ต
    ปุ่ม หน้าเว็บ ลิงก์ เบราว์เซอร์ เว็บไซต์ โดเมน ใบรับรอง ฐานข้อมูล รายงาน ตาราง เอกสาร สแกน หมึก กระดาษ อุปกรณ์ หมายเลข
    ประกัน ซ่อม จัดส่ง อะไหล่ ช่าง ห้องประชุม กล้อง เสียง ไมโครโฟน หูฟัง ปฏิทิน ลายเซ็น ไฟล์แนบ สแปม ไวรัส ระยะไกล
    เดสก์ท็อป โปรไฟล์ กลุ่ม แชร์ เก็บถาวร กู้คืน คัดลอก ส่งออก นำเข้า รูปแบบ ชำระเงิน สัญญา บริการ คำขอ ด่วน ช้า เสีย หาย
    ว่าง เต็ม ล็อก หมดอายุ ถูกบล็อก ออฟไลน์ ผิด เปลี่ยน ลบ เพิ่ม ทดสอบ ยืนยัน ขอบคุณ ตรวจสอบ ส่ง รับ พิมพ์ ย้าย สร้าง รอ โทร`,
};

/** What is put behind a word to make another. Thai words stand behind one another instead. */
export const endings: Readonly<Record<Language, string>> = {
  en: "s ed ing er ers less able ment ness ful ly ity ion ions al ive ist ize ish hood wise ward ward-in proof like free",
  ru: "а у ом е ы ов ам ами ах ный ная ное ные ного ной ную ным ность ности ский ская ские ник ники ика ировать ировал овый овая",
  cs: "u em e y ů ům ech ami ový ová ové ového ovou ost osti ský ská ské ník níky ka ky ku kou ovat oval ovala ování ovaný",
  th: "",
};

/** Stands in about one message of a hundred, for measuring searches. */
export const rareWord = "fuser";
