// The words that people and attackers reach for first, four languages' worth. Endings of digits and signs are cut off
// before the look-up, so `password2026!` is found as well.
const words = `
password passw0rd passwort p@ssw0rd p@ssword pass passpass secret letmein welcome welcome1 admin administrator root
login user guest test testtest testing changeme default master access hello helloworld sunshine princess football
baseball basketball soccer hockey superman batman dragon monkey shadow michael jordan jennifer jessica ashley daniel
charlie thomas andrew joshua matthew robert george william buster hunter ranger killer pepper cookie cheese ginger
summer winter spring autumn computer internet samsung apple google facebook iloveyou lovely trustno1 starwars whatever
freedom mustang corvette porsche ferrari mercedes yankees liverpool arsenal chelsea barcelona juventus qwerty qwertyu
qwertyui qwertyuiop qwerty123 asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1q2w3e 1q2w3e4r 1q2w3e4r5t
1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx abc abcd abcdef abcdefg abcdefgh abc123 abcd1234 a1b2c3d4 aaaaaaaa
12345678 123456789 1234567890 0123456789 87654321 987654321 0987654321 11111111 00000000 22222222 55555555 66666666
77777777 88888888 99999999 12341234 11223344 12344321 123123123 12121212 13131313 69696969 123456 123123 1234567 12345
helpdesk servicedesk support ticket tickets listek service office company firma kontakt
parol пароль йцукен йцукенг йцукенгш йцукенгшщз фыва фывапролд привет приветик наташа любовь солнышко марина светлана
андрей александр максим сергей дмитрий екатерина россия москва zenit spartak lokomotiv natasha marina svetlana andrey
heslo hesloheslo martin lukas tomas petr pavel jana lucie veronika slavie sparta praha brno ostrava cesko milacek
lasko slunicko ahoj nevim tajneheslo jahoda
รหัสผ่าน สวัสดี thailand bangkok sawasdee
`;
export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
