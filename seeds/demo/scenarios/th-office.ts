// Thai: what happens in an office.
import { agent, customer, note, type Scenario, thanks } from "../scenario.ts";

export const scenarios: readonly Scenario[] = [
  {
    key: "th-printer",
    queue: "servicedesk",
    type: "incident",
    impact: "low",
    urgency: "medium",
    tags: ["เครื่องพิมพ์"],
    variables: [
      { printer: "Epson L5290", place: "ฝ่ายบัญชี", serial: "X8KQ014522", location: "สำนักงานบางนา ชั้น 2" },
      { printer: "Ricoh IM 2702", place: "ฝ่ายจัดซื้อ", serial: "3123M810447", location: "สำนักงานบางนา ชั้น 3" },
      { printer: "Zebra ZD230", place: "แผนกบรรจุ", serial: "D2J214807713", location: "โรงงาน สายการผลิต 1" },
    ],
    subjects: ["เครื่องพิมพ์ {printer} {place}พิมพ์ไม่ออก", "{printer} ขึ้นออฟไลน์ ({place})"],
    talk: [
      customer([
        "ตั้งแต่เช้าเครื่องพิมพ์ {printer} ที่{place}พิมพ์ไม่ออกเลย หน้าจอคอมพิวเตอร์ขึ้นว่าออฟไลน์ ลองปิดเปิดเครื่องแล้วก็ยังไม่หาย ต้องรีบพิมพ์เอกสารส่งลูกค้าบ่ายนี้",
        "{printer} ที่{place}ไม่ทำงาน สั่งพิมพ์แล้วงานค้างอยู่ในคิวทั้งหมด รบกวนช่วยดูให้หน่อย",
      ]),
      agent(
        "รับเรื่องแล้ว<ครับ|ค่ะ> รบกวนดูที่หน้าจอของเครื่องพิมพ์ว่าไอคอนเครือข่ายมีเครื่องหมายตกใจหรือไม่ และส่งรูปมาให้ด้วย",
        "waiting-customer",
      ),
      customer("มีเครื่องหมายตกใจสีเหลือง ส่งรูปมาให้แล้ว", "screenshot"),
      note("Printer lost its IP after the router was replaced, DHCP reservation was missing. Added it again."),
      agent(
        "สาเหตุคือเครื่องพิมพ์ไม่ได้รับหมายเลข IP หลังเปลี่ยนเราเตอร์ ตั้งค่าให้ใหม่และพิมพ์หน้าทดสอบผ่านแล้ว<ครับ|ค่ะ> งานที่ค้างอยู่จะพิมพ์ออกมาเองทั้งหมด",
        "solved",
      ),
      thanks(["พิมพ์ได้แล้ว ขอบคุณมาก<ครับ|ค่ะ>", "ใช้ได้แล้ว ขอบคุณ<ครับ|ค่ะ>"]),
    ],
  },
  {
    key: "th-mail",
    queue: "servicedesk",
    type: "incident",
    impact: "low",
    urgency: "high",
    tags: ["อีเมล"],
    variables: [{ where: "โทรศัพท์มือถือ" }, { where: "Outlook ที่โน้ตบุ๊ก" }],
    subjects: ["รับอีเมลใน{where}ไม่ได้", "อีเมลใน{where}ไม่อัปเดต"],
    talk: [
      customer("รับส่งอีเมลใน{where}ไม่ได้ตั้งแต่เมื่อวานเย็น แต่เข้าผ่านเว็บได้ปกติ ลูกค้าโทรมาตามงานแล้ว"),
      agent("ขอทราบว่าเพิ่งเปลี่ยนรหัสผ่านเมื่อวานหรือไม่<ครับ|คะ>", "waiting-customer"),
      customer("เปลี่ยนเมื่อวาน เพราะระบบแจ้งว่าใกล้หมดอายุ"),
      agent(
        "ต้องใส่รหัสใหม่ใน{where}ด้วย<ครับ|ค่ะ> ไปที่ การตั้งค่า – บัญชี – รหัสผ่าน แล้วใส่รหัสใหม่ จากนั้นรอประมาณหนึ่งนาที อีเมลจะเข้ามาเอง",
        "solved",
      ),
      thanks("ได้แล้ว ขอบคุณ<ครับ|ค่ะ>"),
    ],
  },
  {
    key: "th-new-employee",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "medium",
    tags: ["พนักงานใหม่"],
    variables: [
      { who: "คุณอรทัย มีสุข", role: "เจ้าหน้าที่ควบคุมคุณภาพ", pc: "SF-NB-31", serial: "NXKQ2ST01", location: "โรงงาน ห้องแล็บ" },
      { who: "คุณภาคภูมิ ทองแท้", role: "พนักงานขาย", pc: "SF-NB-33", serial: "NXKQ2ST07", location: "สำนักงานบางนา" },
    ],
    subjects: ["พนักงานใหม่: {who}", "ขอเตรียมเครื่องให้ {who} ตำแหน่ง{role}"],
    talk: [
      customer(
        "วันจันทร์หน้าจะมีพนักงานใหม่ {who} ตำแหน่ง{role} รบกวนเตรียมโน้ตบุ๊ก อีเมล และสิทธิ์เข้าระบบ ERP ให้ด้วย รายการเครื่องที่มีอยู่แนบมาแล้ว",
        "list",
      ),
      agent("รับทราบ<ครับ|ค่ะ> ใน ERP ให้ใช้สิทธิ์เดียวกับคนเดิมในแผนกเลยหรือไม่<ครับ|คะ>", "waiting-customer"),
      customer("ใช้สิทธิ์เดียวกันได้เลย"),
      note("ERP licence: 3 free seats. {pc} is imaged, waiting for pick-up."),
      agent(
        "เครื่อง {pc} พร้อมแล้ว อีเมลและสิทธิ์ ERP เปิดให้เรียบร้อย รหัสผ่านชั่วคราวจะแจ้งทางโทรศัพท์ในวันแรกที่เริ่มงาน<ครับ|ค่ะ>",
        "solved",
      ),
      thanks("เรียบร้อยดี ขอบคุณทีมงานมาก<ครับ|ค่ะ>"),
    ],
  },
  {
    key: "th-password",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "high",
    tags: ["รหัสผ่าน"],
    variables: [{ system: "Windows" }, { system: "ERP" }, { system: "อีเมล" }],
    subjects: ["ลืมรหัสผ่าน {system}", "เข้า {system} ไม่ได้ บัญชีถูกล็อก"],
    talk: [
      customer("หยุดยาวกลับมาแล้วจำรหัสผ่าน {system} ไม่ได้ ใส่ผิดหลายครั้งจนบัญชีถูกล็อก รบกวนรีเซ็ตให้หน่อย"),
      agent(
        "ปลดล็อกและตั้งรหัสผ่านชั่วคราวให้แล้ว จะโทรแจ้งรหัสที่เบอร์โต๊ะภายใน 10 นาที<ครับ|ค่ะ> เมื่อเข้าระบบครั้งแรกต้องเปลี่ยนรหัสใหม่ทันที",
        "solved",
      ),
      thanks(["เข้าได้แล้ว ขอบคุณ<ครับ|ค่ะ>", "เรียบร้อย ขอบคุณมาก<ครับ|ค่ะ>"]),
    ],
  },
  {
    key: "th-invoice",
    queue: "billing",
    type: "question",
    impact: "low",
    urgency: "low",
    tags: ["ใบแจ้งหนี้"],
    variables: [{ month: "กันยายน" }, { month: "ตุลาคม" }],
    subjects: ["สอบถามใบแจ้งหนี้เดือน{month}", "ใบแจ้งหนี้เดือน{month} ยอดไม่ตรง"],
    talk: [
      customer(
        "ใบแจ้งหนี้เดือน{month}มียอดชั่วโมงเกินจากสัญญา 2 ชั่วโมง ขอรายละเอียดด้วยว่าเป็นงานอะไร ฝ่ายบัญชีต้องใช้ประกอบการจ่ายเงิน",
        "invoice",
      ),
      agent(
        "ชั่วโมงที่เกินเป็นงานย้ายตู้เครือข่ายในวันเสาร์ ซึ่งอยู่นอกเวลาตามสัญญา<ครับ|ค่ะ> แนบใบส่งงานที่มีลายเซ็นมาให้แล้ว",
        "solved",
        "delivery-note",
      ),
      thanks("ได้รับเอกสารแล้ว ขอบคุณ<ครับ|ค่ะ>"),
    ],
  },
  {
    key: "th-share",
    queue: "servicedesk",
    type: "request",
    impact: "low",
    urgency: "low",
    tags: ["สิทธิ์"],
    variables: [
      { folder: "สูตรการผลิต", who: "คุณกมลวรรณ" },
      { folder: "รายงานขาย", who: "คุณธนากร" },
    ],
    subjects: ["ขอสิทธิ์เข้าโฟลเดอร์ {folder}", "โฟลเดอร์ {folder}: ขอสิทธิ์ให้ {who}"],
    talk: [
      customer("ขอสิทธิ์เข้าโฟลเดอร์ {folder} ให้ {who} แบบอ่านอย่างเดียว"),
      agent("โฟลเดอร์นี้ต้องให้คุณสมชายอนุมัติก่อน<ครับ|ค่ะ> ส่งคำขอไปแล้ว", "waiting-customer"),
      customer("คุณสมชายอนุมัติแล้ว รบกวนดำเนินการต่อได้เลย"),
      note("Approval from Somchai by mail, saved with the request. Read only, group SF-Read."),
      agent("เพิ่มสิทธิ์ให้แล้ว รบกวนออกจากระบบ Windows แล้วเข้าใหม่หนึ่งครั้ง<ครับ|ค่ะ>", "solved"),
    ],
  },
  {
    key: "th-phishing",
    queue: "servicedesk",
    type: "incident",
    impact: "medium",
    urgency: "high",
    tags: ["ความปลอดภัย"],
    variables: [{ lure: "พัสดุของท่านถูกกักไว้" }, { lure: "อีเมลของท่านจะถูกระงับ" }],
    subjects: ["อีเมลน่าสงสัย: {lure}", 'ขอตรวจสอบอีเมล "{lure}"'],
    talk: [
      customer('ได้รับอีเมลหัวข้อ "{lure}" มีลิงก์ให้กด ยังไม่ได้กดอะไร แนบรูปหน้าจอมาให้ดู', "screenshot"),
      agent(
        "ขอบคุณที่แจ้ง<ครับ|ค่ะ> เป็นอีเมลหลอกลวง บล็อกลิงก์และลบอีเมลนี้ออกจากทุกกล่องจดหมายแล้ว หากมีเพื่อนร่วมงานกดลิงก์ไป ให้แจ้งเราทันที",
        "solved",
      ),
      thanks("รับทราบ ขอบคุณ<ครับ|ค่ะ>"),
    ],
  },
];
