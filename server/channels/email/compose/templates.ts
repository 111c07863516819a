import type { Language } from "./languages.ts";

/** Liquid sources; the HTML is made of the text, so that both always say the same. */
export interface MailTemplate {
  subject: string;
  text: string;
}

/**
 * What each kind of automatic mail may say. None of it comes from the person who wrote to us: a receipt goes to
 * addresses that nobody has verified and must not carry a stranger's words there (RELIABILITY.md S5).
 */
export interface TemplateVariables {
  receipt: { number: string; desk: string; link?: string };
  assigned: { number: string; desk: string; technician: string; link?: string };
  solved: { number: string; desk: string; notSolved: string };
  "password-reset": { desk: string; link: string; minutes: number };
  invitation: { desk: string; name: string; inviter: string; link: string; days: number };
  confirmation: { desk: string; number: string; link: string; days: number };
  challenge: { desk: string; link: string; days: number };
  test: { desk: string };
}

export type TemplateKind = keyof TemplateVariables;

export const templates: Record<TemplateKind, Record<Language, MailTemplate>> = {
  receipt: {
    en: {
      subject: "[#{{number}}] We have received your request",
      text: `Hello,

we have received your request and given it the number {{number}}. We will get back to you as soon as somebody has looked at it.

To add anything, simply reply to this e-mail.{% if link %}
You can follow your request here: {{link}}{% endif %}

{{desk}}`,
    },
    ru: {
      subject: "[#{{number}}] Ваше обращение получено",
      text: `Здравствуйте!

Мы получили ваше обращение и присвоили ему номер {{number}}. Мы свяжемся с вами, как только специалист его рассмотрит.

Если хотите что-то добавить, просто ответьте на это письмо.{% if link %}
Следить за обращением можно здесь: {{link}}{% endif %}

{{desk}}`,
    },
    cs: {
      subject: "[#{{number}}] Váš požadavek jsme přijali",
      text: `Dobrý den,

Váš požadavek jsme přijali pod číslem {{number}}. Ozveme se Vám, jakmile se na něj některý z kolegů podívá.

Chcete-li něco doplnit, stačí odpovědět na tento e-mail.{% if link %}
Průběh můžete sledovat zde: {{link}}{% endif %}

{{desk}}`,
    },
    th: {
      subject: "[#{{number}}] เราได้รับคำขอของคุณแล้ว",
      text: `เรียนผู้ใช้บริการ

เราได้รับคำขอของคุณแล้ว หมายเลขคำขอคือ {{number}} เจ้าหน้าที่จะตรวจสอบและติดต่อกลับโดยเร็วที่สุด

หากต้องการแจ้งข้อมูลเพิ่มเติม โปรดตอบกลับอีเมลฉบับนี้{% if link %}
ติดตามคำขอของคุณได้ที่: {{link}}{% endif %}

{{desk}}`,
    },
  },
  assigned: {
    en: {
      subject: "[#{{number}}] {{technician}} is working on your request",
      text: `Hello,

your request number {{number}} has been assigned to {{technician}}, who will get back to you.

To add anything, simply reply to this e-mail.{% if link %}
You can follow your request here: {{link}}{% endif %}

{{desk}}`,
    },
    ru: {
      subject: "[#{{number}}] Вашим обращением занимается {{technician}}",
      text: `Здравствуйте!

Вашим обращением № {{number}} занимается {{technician}}. Наш специалист свяжется с вами.

Если хотите что-то добавить, просто ответьте на это письмо.{% if link %}
Следить за обращением можно здесь: {{link}}{% endif %}

{{desk}}`,
    },
    cs: {
      subject: "[#{{number}}] Váš požadavek řeší {{technician}}",
      text: `Dobrý den,

Váš požadavek číslo {{number}} nyní řeší {{technician}}. Brzy se Vám ozveme.

Chcete-li něco doplnit, stačí odpovědět na tento e-mail.{% if link %}
Průběh můžete sledovat zde: {{link}}{% endif %}

{{desk}}`,
    },
    th: {
      subject: "[#{{number}}] {{technician}} กำลังดูแลคำขอของคุณ",
      text: `เรียนผู้ใช้บริการ

คำขอหมายเลข {{number}} ของคุณได้มอบหมายให้ {{technician}} เป็นผู้ดูแลแล้ว และจะติดต่อกลับโดยเร็วที่สุด

หากต้องการแจ้งข้อมูลเพิ่มเติม โปรดตอบกลับอีเมลฉบับนี้{% if link %}
ติดตามคำขอของคุณได้ที่: {{link}}{% endif %}

{{desk}}`,
    },
  },
  solved: {
    en: {
      subject: "[#{{number}}] Your request is solved",
      text: `Hello,

we believe that your request number {{number}} is solved.

If it is not, tell us with one click:
{{notSolved}}

Or simply reply to this e-mail. If all is well, you need not do anything.

{{desk}}`,
    },
    ru: {
      subject: "[#{{number}}] Ваше обращение решено",
      text: `Здравствуйте!

Мы считаем, что ваше обращение № {{number}} решено.

Если это не так, сообщите нам одним нажатием:
{{notSolved}}

Или просто ответьте на это письмо. Если всё в порядке, ничего делать не нужно.

{{desk}}`,
    },
    cs: {
      subject: "[#{{number}}] Váš požadavek je vyřešen",
      text: `Dobrý den,

domníváme se, že Váš požadavek číslo {{number}} je vyřešen.

Pokud tomu tak není, dejte nám vědět jedním kliknutím:
{{notSolved}}

Nebo jednoduše odpovězte na tento e-mail. Je-li vše v pořádku, nemusíte nic dělat.

{{desk}}`,
    },
    th: {
      subject: "[#{{number}}] คำขอของคุณได้รับการแก้ไขแล้ว",
      text: `เรียนผู้ใช้บริการ

เราเข้าใจว่าคำขอหมายเลข {{number}} ของคุณได้รับการแก้ไขเรียบร้อยแล้ว

หากยังไม่เรียบร้อย โปรดแจ้งเราได้ด้วยการคลิกเพียงครั้งเดียว:
{{notSolved}}

หรือตอบกลับอีเมลฉบับนี้ หากเรียบร้อยดีแล้ว คุณไม่ต้องดำเนินการใด ๆ

{{desk}}`,
    },
  },
  "password-reset": {
    en: {
      subject: "{{desk}}: set a new password",
      text: `Hello,

somebody, most likely you, has asked for a new password. You can set it here:
{{link}}

The link works once and for {{minutes}} minutes. If it was not you, you need not do anything: your password stays as it is.

{{desk}}`,
    },
    ru: {
      subject: "{{desk}}: новый пароль",
      text: `Здравствуйте!

Кто-то (вероятно, вы) запросил новый пароль. Задать его можно по ссылке:
{{link}}

Ссылка действует один раз, срок её действия — {{minutes}} мин. Если это были не вы, ничего делать не нужно: ваш пароль останется прежним.

{{desk}}`,
    },
    cs: {
      subject: "{{desk}}: nové heslo",
      text: `Dobrý den,

někdo, nejspíše Vy, požádal o nové heslo. Nastavit si je můžete zde:
{{link}}

Odkaz lze použít jen jednou a platí {{minutes}} min. Pokud jste o heslo nežádali, nemusíte nic dělat: heslo se nezmění.

{{desk}}`,
    },
    th: {
      subject: "{{desk}}: ตั้งรหัสผ่านใหม่",
      text: `เรียนผู้ใช้บริการ

มีผู้ขอตั้งรหัสผ่านใหม่ ซึ่งน่าจะเป็นคุณ คุณสามารถตั้งรหัสผ่านใหม่ได้ที่:
{{link}}

ลิงก์นี้ใช้ได้เพียงครั้งเดียวภายใน {{minutes}} นาที หากคุณไม่ได้เป็นผู้ขอ ไม่ต้องดำเนินการใด ๆ รหัสผ่านของคุณจะไม่เปลี่ยนแปลง

{{desk}}`,
    },
  },
  invitation: {
    en: {
      subject: "{{desk}}: you are invited",
      text: `Hello {{name}},

{{inviter}} has invited you to {{desk}}. Choose your password here:
{{link}}

The link works once and for {{days}} days.

{{desk}}`,
    },
    ru: {
      subject: "{{desk}}: приглашение",
      text: `Здравствуйте, {{name}}!

{{inviter}} приглашает вас в {{desk}}. Задайте пароль по ссылке:
{{link}}

Ссылка действует один раз, срок её действия — {{days}} дн.

{{desk}}`,
    },
    cs: {
      subject: "{{desk}}: pozvánka",
      text: `Dobrý den,

{{inviter}} Vás zve do {{desk}}. Heslo si zvolíte zde:
{{link}}

Odkaz lze použít jen jednou a platí {{days}} dní.

{{desk}}`,
    },
    th: {
      subject: "{{desk}}: คำเชิญเข้าใช้งาน",
      text: `เรียนคุณ {{name}}

{{inviter}} เชิญคุณเข้าใช้งาน {{desk}} โปรดตั้งรหัสผ่านของคุณที่:
{{link}}

ลิงก์นี้ใช้ได้เพียงครั้งเดียวภายใน {{days}} วัน

{{desk}}`,
    },
  },
  confirmation: {
    en: {
      subject: "[#{{number}}] Did you write to us?",
      text: `Hello,

we have received a message with your address as its sender. Before we act on it, please tell us whether it is yours:
{{link}}

The link works once, within {{days}} days. If you did not write to us, say so there.

{{desk}}`,
    },
    ru: {
      subject: "[#{{number}}] Это вы нам писали?",
      text: `Здравствуйте!

Мы получили сообщение, в котором отправителем указан ваш адрес. Прежде чем мы что-то сделаем, подтвердите, пожалуйста, что оно ваше:
{{link}}

Ссылка действует один раз, в течение {{days}} дней. Если вы нам не писали, сообщите об этом там же.

{{desk}}`,
    },
    cs: {
      subject: "[#{{number}}] Psali jste nám?",
      text: `Dobrý den,

dostali jsme zprávu, ve které je jako odesílatel uvedena Vaše adresa. Než podle ní začneme jednat, potvrďte nám prosím, že je od Vás:
{{link}}

Odkaz platí jednou, po dobu {{days}} dní. Pokud jste nám nepsali, dejte nám to tam vědět.

{{desk}}`,
    },
    th: {
      subject: "[#{{number}}] คุณเขียนถึงเราหรือไม่",
      text: `เรียนผู้ใช้บริการ

เราได้รับข้อความที่ระบุที่อยู่ของคุณเป็นผู้ส่ง ก่อนที่เราจะดำเนินการ โปรดยืนยันว่าเป็นข้อความของคุณ:
{{link}}

ลิงก์นี้ใช้ได้เพียงครั้งเดียวภายใน {{days}} วัน หากคุณไม่ได้เขียนถึงเรา โปรดแจ้งที่หน้านั้น

{{desk}}`,
    },
  },
  challenge: {
    en: {
      subject: "{{desk}}: please confirm your e-mail",
      text: `Hello,

an e-mail from your address has reached us for the first time. To keep spam out, we ask once whether it is yours. Open this link and press the button, and your e-mail comes in:
{{link}}

The link works for {{days}} days. If you did not write to us, you need not do anything.

{{desk}}`,
    },
    ru: {
      subject: "{{desk}}: подтвердите, пожалуйста, ваше письмо",
      text: `Здравствуйте!

С вашего адреса к нам впервые пришло письмо. Чтобы не пропускать спам, мы один раз спрашиваем, ваше ли оно. Откройте ссылку и нажмите кнопку, и мы его получим:
{{link}}

Ссылка действует {{days}} дней. Если вы нам не писали, ничего делать не нужно.

{{desk}}`,
    },
    cs: {
      subject: "{{desk}}: potvrďte prosím svůj e-mail",
      text: `Dobrý den,

z Vaší adresy nám poprvé přišel e-mail. Abychom zastavili spam, jednou se ptáme, zda je od Vás. Otevřete odkaz, stiskněte tlačítko a e-mail dostaneme:
{{link}}

Odkaz platí {{days}} dní. Pokud jste nám nepsali, nemusíte nic dělat.

{{desk}}`,
    },
    th: {
      subject: "{{desk}}: โปรดยืนยันอีเมลของคุณ",
      text: `เรียนผู้ใช้บริการ

เราได้รับอีเมลจากที่อยู่ของคุณเป็นครั้งแรก เพื่อป้องกันสแปม เราขอถามเพียงครั้งเดียวว่าเป็นอีเมลของคุณหรือไม่ โปรดเปิดลิงก์นี้แล้วกดปุ่ม อีเมลของคุณจะส่งถึงเรา:
{{link}}

ลิงก์ใช้ได้ {{days}} วัน หากคุณไม่ได้เขียนถึงเรา คุณไม่ต้องดำเนินการใด ๆ

{{desk}}`,
    },
  },
  test: {
    en: {
      subject: "{{desk}}: test of outgoing mail",
      text: `This mail was sent to see whether mail leaves {{desk}}. It does.

{{desk}}`,
    },
    ru: {
      subject: "{{desk}}: проверка исходящей почты",
      text: `Это письмо отправлено, чтобы проверить, уходит ли почта из {{desk}}. Уходит.

{{desk}}`,
    },
    cs: {
      subject: "{{desk}}: zkouška odchozí pošty",
      text: `Tento e-mail ověřuje, zda pošta z {{desk}} odchází. Odchází.

{{desk}}`,
    },
    th: {
      subject: "{{desk}}: ทดสอบการส่งอีเมล",
      text: `อีเมลฉบับนี้ส่งมาเพื่อทดสอบว่าอีเมลจาก {{desk}} ส่งออกได้ตามปกติ

{{desk}}`,
    },
  },
};
