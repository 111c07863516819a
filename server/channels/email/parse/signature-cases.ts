// Signatures as people have them, and what they say: the phones by key ("fax" behind a fax), and the position. Invented
// people and companies; among them numbers that are no phones: of companies, taxes, accounts, orders, addresses, laws.

export interface SignatureCase {
  text: string;
  phones: string[];
  position: string | null;
}

const says = (text: string, phones: string[], position: string | null): SignatureCase => ({ text, phones, position });

export const signatureCases: SignatureCase[] = [
  // Czech
  says(
    "-- \nJan Novák\nvedoucí provozu\nExample s.r.o.\nTel.: +420 777 123 456, fax: +420 222 333 444\nIČO: 12345678",
    ["+420777123456", "+420222333444 fax"],
    "vedoucí provozu",
  ),
  says("S pozdravem\nPetra Malá\núčetní\nmob. 602 123 456\nIČ: 27082440, DIČ: CZ27082440", ["+420602123456"], "účetní"),
  says(
    "S pozdravem\n\nIng. Karel Dvořák\njednatel\n\nStavby Dvořák, s.r.o.\nDlouhá 12, 110 00 Praha 1\nč.ú. 123456789/0100\nT: 224 555 123",
    ["+420224555123"],
    "jednatel",
  ),
  says(
    "Hezký den\nEva Černá | asistentka ředitele | Kovo a.s. | +420 495 800 111 linka 23",
    ["+420495800111x23"],
    "asistentka ředitele",
  ),
  says(
    "S úctou\nMgr. Tomáš Veselý, advokátní koncipient\nVariabilní symbol: 2026001234\nDatová schránka: ab3cd4e",
    [],
    null,
  ),
  says(
    "--\nJiří Procházka\nsprávce sítě\nTelefon: 556 777 888\nSpolečnost zapsaná u KS v Ostravě, oddíl C, vložka 1234567",
    ["+420556777888"],
    "správce sítě",
  ),
  says(
    "S pozdravem\nLenka Horáková\nobchodní zástupce\nGSM: 00420 731 222 333\nIBAN CZ65 0800 0000 1920 0014 5399",
    ["+420731222333"],
    "obchodní zástupce",
  ),
  says("S přátelským pozdravem\nMartin Král\nObjednávka č. 2026 000 123\n777 888 999", ["+420777888999"], null),
  says(
    "S pozdravem\nAlena Kučerová\nIT administrátorka\nTel./fax: 543 211 000",
    ["+420543211000"],
    "IT administrátorka",
  ),
  says(
    "Hezký den přeje\nPavel Němec\nnákupčí\nPSČ 602 00 Brno\nfaktura 240 100 523\ntelefon:\n+420 603 111 222",
    ["+420603111222"],
    "nákupčí",
  ),
  says("S pozdravem\nDana Bílá\nFax:\n+420 222 111 000", ["+420222111000 fax"], null),
  says(
    "S pozdravem\nIvo Tichý\ntechnik\n\nTato zpráva je důvěrná. Volejte 800 123 456 nebo 222 333 444.",
    [],
    "technik",
  ),
  // Russian
  says(
    "С уважением,\nИванова Мария\nглавный бухгалтер\nООО «Ромашка»\nтел. 8 (495) 123-45-67\nИНН 7701234567",
    ["+74951234567"],
    "главный бухгалтер",
  ),
  says(
    "С уважением,\nПётр Сидоров\nсистемный администратор\n+7 916 123-45-67 (моб.)\nИНН/КПП 7701234567/770101001",
    ["+79161234567"],
    "системный администратор",
  ),
  says(
    "--\nАнна Смирнова\nМенеджер по закупкам\nТел.: (812) 320-11-22 доб. 145\nОГРН 1027700132195",
    ["+78123201122x145"],
    "Менеджер по закупкам",
  ),
  says(
    "С уважением, Олег\nРуководитель отдела ИТ\nр/с 40702810900000012345, БИК 044525225\nмоб. 8-903-222-33-44",
    ["+79032223344"],
    "Руководитель отдела ИТ",
  ),
  says("Всего доброго,\nЕлена Кузнецова\nюрист\nДоговор 123-456-7890\nЗаказ № 8 912 345 67 89", [], "юрист"),
  says("С наилучшими пожеланиями,\nИгорь Волков\nинженер\nтел/факс +7 (343) 222-11-00", ["+73432221100"], "инженер"),
  says(
    "С уважением,\nДмитрий Орлов\nГенеральный директор | АО «Север»\nФакс: +7 (495) 700-00-01\nТел: +7 (495) 700-00-00",
    ["+74957000001 fax", "+74957000000"],
    "Генеральный директор",
  ),
  says(
    "С уважением,\nСветлана\nсекретарь\n8 800 555 35 35\n\nДанное сообщение конфиденциально, справки по телефону 8 495 111 22 33.",
    ["+78005553535"],
    "секретарь",
  ),
  says("--\nМихаил Попов, технический эксперт\nраб. 495 123 45 67", ["+74951234567"], "технический эксперт"),
  says("С уважением,\nНиколай\nпаспорт 4510 123456\nСчёт 30101810400000000225", [], null),
  says(
    "С уважением,\nТатьяна Белова\nзаведующая складом\nWhatsApp +7 921 900 10 20\n29.11.2026",
    ["+79219001020"],
    "заведующая складом",
  ),
  // Thai
  says("ขอแสดงความนับถือ\nสมชาย ใจดี\nผู้จัดการฝ่ายขาย\nบริษัท ตัวอย่าง จำกัด\nโทร 02 123 4567", ["+6621234567"], "ผู้จัดการฝ่ายขาย"),
  says(
    "ขอแสดงความนับถือ\nสมหญิง รักงาน\nเจ้าหน้าที่บัญชี\nมือถือ 081-234-5678\nเลขประจำตัวผู้เสียภาษี 0105556012345",
    ["+66812345678"],
    "เจ้าหน้าที่บัญชี",
  ),
  says(
    "ด้วยความนับถือ\nวิชัย\nวิศวกรระบบ\nโทร. ๐๒-๕๕๕-๑๒๓๔ ต่อ 12\nโทรสาร 02-555-1235",
    ["+6625551234x12", "+6625551235 fax"],
    "วิศวกรระบบ",
  ),
  says(
    "ขอแสดงความนับถือ\nมาลี ศรีสุข\nหัวหน้าแผนกไอที\n+66 89 765 4321\nเลขที่บัญชี 123-4-56789-0",
    ["+66897654321"],
    "หัวหน้าแผนกไอที",
  ),
  says("ขอแสดงความนับถือ\nประเสริฐ\nคำสั่งซื้อ 081-000-1111\nทะเบียนเลขที่ 0105551234567", [], null),
  says(
    "ขอแสดงความนับถือ\nอรุณ\nผู้ช่วยผู้จัดการ\nแฟกซ์ 02-999-8888, โทรศัพท์ 02-999-8887",
    ["+6629998888 fax", "+6629998887"],
    "ผู้ช่วยผู้จัดการ",
  ),
  says("ด้วยความเคารพ\nกมล\nครู\nอีเมลฉบับนี้เป็นความลับ โทร 02-111-2222", [], "ครู"),
  says("ขอแสดงความนับถือ\nธนา มั่นคง\nช่างเทคนิค\nTel: 038 123 456", ["+6638123456"], "ช่างเทคนิค"),
  // English
  says(
    "Kind regards\nMaria Lopez\nOffice Manager, Acme Ltd.\nM: +44 (0)20 7946-0958 | maria@acme.example",
    ["+442079460958"],
    "Office Manager",
  ),
  says("John Doe\nCEO @ Acme", [], "CEO"),
  says("Best regards,\nJohn", [], null),
  says("Jan\n1. 6. 2026\n2026-06-01\nhttps://example.com/12345678", [], null),
  says(
    "Regards,\nPaul Green\nHead of IT | Stone & Sons\n(212) 555-0142\nFax: (212) 555-0143",
    ["+12125550142", "+12125550143 fax"],
    "Head of IT",
  ),
  says(
    "Best,\nSue Park\nVP Engineering\ncell 415.555.0199\nOrder 100-200-3000, ticket #555-010-2030",
    ["+14155550199"],
    "VP Engineering",
  ),
  says(
    "Kind regards,\nTom Hill\nSupport Engineer\nDirect: +1 555 010 2030 ext. 12\nVAT GB123456789, Company No. 01234567",
    ["+15550102030x12"],
    "Support Engineer",
  ),
  says("Thanks,\nAmy\nInvoice 2026-0001234\nABN 51 824 753 556\nPO Box 1234567", [], null),
  says(
    "Sincerely,\nLee Wong\nProgrammer\nT 020 7946 0123\nRegistered in England No. 1234 5678",
    ["02079460123"],
    "Programmer",
  ),
  says(
    "-- \nKim Lee\nAccountant\n+65 6123 4567 (office) / +65 9123 4567 (mobile)\nAccount 123-456-7890",
    ["+6561234567", "+6591234567"],
    "Accountant",
  ),
  says("Best regards\nBill Ray\nSales\nPhone: 1-800-555-0100\nCustomer ID: 800-555-0199", ["+18005550100"], "Sales"),
  says("Regards\nIvy\nDispatcher\n+49 30 901820\nTax 27/123/45678, EIN 12-3456789", ["+4930901820"], "Dispatcher"),
  says("Cheers,\nZoe\nBuild 10.0.19045.3570, serial 555-123-4567\nv. 2.0.1234567", [], null),
  says(
    "Kind regards,\nNina Roy\nManaging Director\nTel (office): 030 123 456 78\n> Tel: +49 30 555 666",
    ["03012345678"],
    "Managing Director",
  ),
  says("Regards,\nRex\nThis e-mail is confidential. If you received it in error call +1 212 555 0100.", [], null),
  says("Best,\nUma Das\nConsultant\nopen 08:00-17:00, 365 days\nbarcode 4006381333931", [], "Consultant"),
  says(
    "Regards,\nHal\nIT Manager\nP: +61 2 9374 4000 F: +61 2 9374 4001",
    ["+61293744000", "+61293744001 fax"],
    "IT Manager",
  ),
];

/** Written after the rules, which were not changed for them: they only measure. */
export const heldOutSignatures: SignatureCase[] = [
  says(
    "S pozdravem\nMichal Růžička\nprojektový manažer\nHC Servis, spol. s r.o.\nmobil: +420 608 555 444\ntel: 466 123 789\nIČO 260 12 345",
    ["+420608555444", "+420466123789"],
    "projektový manažer",
  ),
  says("Zdravím\nRadek\nskladník\n605111222\nVS 2026000777", ["+420605111222"], "skladník"),
  says(
    "S pozdravem,\nHana Poláková\nvedoucí účtárny\nFakulta, Masarykova 5, 400 01 Ústí\ntel 475 000 111, kl. 45",
    ["+420475000111x45"],
    "vedoucí účtárny",
  ),
  says(
    "С уважением,\nАлексей Морозов,\nначальник смены\nт. 8 (383) 212-33-44, ф. 8 (383) 212-33-45\nОКПО 12345678",
    ["+73832123344", "+73832123345 fax"],
    "начальник смены",
  ),
  says(
    "--\nВера Павлова\nспециалист по кадрам\nг. Казань, ул. Мира 5, 420111\nтелефон +7(843)200-10-20",
    ["+78432001020"],
    "специалист по кадрам",
  ),
  says("С уважением, Роман\nвед. инженер\nмоб. 89261234567\nдог. № 2026/11-4455667", ["+79261234567"], "вед. инженер"),
  says(
    "ขอแสดงความนับถือ\nปรีชา วงศ์ไทย\nผู้อำนวยการโครงการ\nโทร : 02-888-7777 / 086-555-4444\nรหัสไปรษณีย์ 10330",
    ["+6628887777", "+66865554444"],
    "ผู้อำนวยการโครงการ",
  ),
  says("ด้วยความนับถือ\nจันทร์\nฝ่ายบุคคล\nติดต่อ 0891112222\nใบเสนอราคา 6511-000123", ["+66891112222"], "ฝ่ายบุคคล"),
  says(
    "Best regards,\nOlivia Ford\nSenior Project Lead, Blue Pine Inc.\nOffice +1 (312) 555-0177 | Mobile +1 (312) 555-0178\nQuote 312-555-0000",
    ["+13125550177", "+13125550178"],
    "Senior Project Lead",
  ),
  says(
    "Many thanks\nGareth\nFacilities Manager\n01632 960 123\nUTR 12345 67890",
    ["01632960123"],
    "Facilities Manager",
  ),
  says("Regards,\nAda Koch\nQA\n+44 20 7946 0999\nSort code 12-34-56 Acc 12345678", ["+442079460999"], "QA"),
  says(
    "Kind regards,\nBen\nDeputy Head of Finance\nTel 0044 161 496 0000 Fax 0044 161 496 0001\nSWIFT ABCDGB2L, PO 4500123456",
    ["+441614960000", "+441614960001 fax"],
    "Deputy Head of Finance",
  ),
];
