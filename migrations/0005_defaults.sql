-- What a new desk begins with: roles, one queue, the default workflow.

insert into roles (key, name, permissions) values
  ('administrator', '{"en":"Administrator","ru":"Администратор","cs":"Správce","th":"ผู้ดูแลระบบ"}',
   '{tickets.read,tickets.work,tickets.create,tickets.all-queues,people.read,people.write,organizations.write,mail.read,mail.replay,settings.read,settings.write,identity.manage,events.read}'),
  ('supervisor', '{"en":"Supervisor","ru":"Руководитель","cs":"Vedoucí","th":"หัวหน้างาน"}',
   '{tickets.read,tickets.work,tickets.create,tickets.all-queues,people.read,people.write,organizations.write,mail.read,mail.replay,settings.read,events.read}'),
  ('agent', '{"en":"Agent","ru":"Сотрудник","cs":"Technik","th":"เจ้าหน้าที่"}',
   '{tickets.read,tickets.work,tickets.create,people.read,people.write,settings.read,events.read}'),
  ('customer', '{"en":"Customer","ru":"Клиент","cs":"Zákazník","th":"ลูกค้า"}',
   '{own.requests,tickets.create}');

insert into queues (name) values ('Support');

insert into workflows (key) values ('default');
insert into states (workflow_id, key, category, name, customer_name, pauses_clock, position)
select w.id, s.key, s.category, s.name::jsonb, s.customer::jsonb, s.pauses, s.position
from workflows w, (values
  ('new', 'new', '{"en":"New","ru":"Новая","cs":"Nový","th":"ใหม่"}',
   '{"en":"Received","ru":"Получена","cs":"Přijato","th":"ได้รับแล้ว"}', false, 1),
  ('open', 'open', '{"en":"Open","ru":"В работе","cs":"Otevřený","th":"กำลังดำเนินการ"}',
   '{"en":"In work","ru":"В работе","cs":"V řešení","th":"กำลังดำเนินการ"}', false, 2),
  ('waiting-customer', 'waiting', '{"en":"Waiting for customer","ru":"Ждём клиента","cs":"Čeká na zákazníka","th":"รอลูกค้า"}',
   '{"en":"Waiting for you","ru":"Ждём вашего ответа","cs":"Čekáme na vás","th":"รอคำตอบจากคุณ"}', true, 3),
  ('waiting-third-party', 'waiting', '{"en":"Waiting for third party","ru":"Ждём третью сторону","cs":"Čeká na třetí stranu","th":"รอบุคคลที่สาม"}',
   '{"en":"Waiting for a supplier","ru":"Ждём поставщика","cs":"Čekáme na dodavatele","th":"รอผู้ให้บริการภายนอก"}', true, 4),
  ('solved', 'solved', '{"en":"Solved","ru":"Решена","cs":"Vyřešený","th":"แก้ไขแล้ว"}',
   '{"en":"Done","ru":"Готово","cs":"Hotovo","th":"เสร็จแล้ว"}', true, 5),
  ('closed', 'closed', '{"en":"Closed","ru":"Закрыта","cs":"Uzavřený","th":"ปิดแล้ว"}',
   '{"en":"Closed","ru":"Закрыта","cs":"Uzavřeno","th":"ปิดแล้ว"}', true, 6)
) as s (key, category, name, customer, pauses, position)
where w.key = 'default';

-- Everything may follow everything but itself and New; what is closed can only be opened again.
insert into state_transitions (from_id, to_id)
select f.id, t.id from states f, states t
where f.id <> t.id and t.key <> 'new' and (f.key <> 'closed' or t.key = 'open');
