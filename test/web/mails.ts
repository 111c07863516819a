/** A morning's mail in four languages: long words, tall letters, a picture, a table. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const mails = [
  {
    from: "Peter Brown <peter@acme.example>",
    subject: "Invoice 2026-0042: wrong VAT number",
    text: "Hello,\n\nthe VAT number on the last invoice is the old one. Could you send a corrected copy?\n\nPeter",
  },
  {
    from: "Дмитрий Константинопольский <d.konstantinopolskiy@vostok-stroy.example>",
    subject: "Не приходят письма от контрагента с пятницы, проверьте пожалуйста настройки пересылки",
    text: "Добрый день!\n\nС прошлой пятницы не приходят письма от контрагента. Пересылка настроена на общий ящик, проверьте её, пожалуйста.\n\nДмитрий",
  },
  {
    from: "สมชาย ใจดี <somchai@thaitech.example>",
    subject: "เครื่องพิมพ์ชั้น 3 พิมพ์ไม่ออก",
    text: "สวัสดีครับ\n\nเครื่องพิมพ์ชั้น 3 พิมพ์ไม่ออกตั้งแต่เช้า ลองปิดเปิดแล้วก็ยังไม่ได้ รบกวนช่วยดูให้ด้วยครับ\n\nสมชาย",
  },
  {
    from: "Eva Králová <eva@acme.example>",
    subject: "Prosba o nový notebook pro nástup 1. 12.",
    text: "Dobrý den,\n\nnastupuje nový kolega, potřebuje notebook a přístup do účetnictví.\n\nDěkuji, Eva",
  },
  {
    from: "Jana Nováková <jana@acme.example>",
    subject: "Printer in room 12 is dead",
    text: "Hello,\n\nsince this morning the printer in room 12 prints only blank pages. I have switched it off and on and changed the paper.\nPhotos: https://files.acme.example/printer/2026-11-21.\n\nCould somebody come today?\n\nJana",
    html: "<p>Hello,</p><p>since this morning the printer in room 12 prints <b>only blank pages</b>. I have switched it off and on and changed the paper.</p><table border=1><tr><td>Model</td><td>HP M402</td></tr><tr><td>Pages</td><td>48,112</td></tr></table><p><img src='https://files.acme.example/logo.png' width=120 height=40></p><p>Could somebody come today?</p><p>Jana</p>",
    attachments: [
      { filename: "front panel.png", content: Buffer.from(png, "base64") },
      { filename: "Протокол диагностики принтера за ноябрь.txt", content: "E-042 fuser" },
    ],
  },
];
