/** Passwords of at least eight characters that guessers try first, in lower case. */
const COMMON = `
00000000 000000000 0000000000 01234567 012345678 0123456789 0987654321 10203040 1020304050 11111111 111111111
1111111111 11112222 11223344 1122334455 112233445566 12121212 123123123 12312312 1231231234 123321123 1234554321
12341234 1234512345 12345654321 12345678 123456781 123456789 1234567890 12345678910 123456789a 123456789q
12345678a 12345678q 1234567a 1234567q 1234abcd 1234qwer 123654789 123698745 123abc123 123qwe123 123qwe456
123qweasd 123qweasdzxc 12qwaszx 131313131 13579111 135791113 135792468 13971397 14141414 14725836 147258369
147852369 147896325 159357456 159753456 15975321 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r! 1qaz1qaz
1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz!qaz 1qaz@wsx 20002000 20202020 20212021 20222022 20232023 20242024 20252025
22222222 23232323 24682468 25252525 25802580 31415926 314159265 33333333 36925814 44444444 456456456 45678901
55555555 55667788 56789012 654321654321 66666666 741852963 77777777 78787878 789456123 7894561230 789789789
852456123 87654321 88888888 963852741 9638527410 98765432 987654321 9876543210 99999999 999999999 a1234567
a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 aa123456 aa12345678 aaaaaaaa abc12345 abc123456 abc123abc
abcabcabc abcd1234 abcd12345 abcde123 abcde12345 abcdef12 abcdef123 abcdefg1 abcdefgh abcdefghi abcdefghij
academia access14 access123 adgjmptw admin123 admin1234 admin12345 admin123456 admin@123 admin2024 admin2025
adminadmin administrator airborne alejandra alejandro alexander alexander1 alexandra alexandre alexis123
america1 anderson andrea123 andrew123 angel123 angelica angelina anthony1 anthony123 apple123 aqwzsxedc arsenal1
arsenal123 asd12345 asdasd123 asdasdasd asdf1234 asdf12345 asdfasdf asdfghjk asdfghjkl asdfjkl1 asdfqwer
asdqwe123 ashley123 asshole1 atlantis azerty123 azertyui azertyuiop baseball baseball1 basketball batman123
beautiful beautiful1 benfica1 bigdaddy birthday blahblah blessed1 blink182 bluebird bollocks brandon1 brooklyn
bulldogs butterfly butterfly1 camaro69 cameron1 caroline carolina cartoons catherine celtic1888 champion
changeit changeme changeme1 changeme123 charles1 charlie1 charlie123 charlotte cheese123 chelsea1 chelsea123
chester1 chicago1 chicken1 chocolate chocolate1 christian christina christine christmas christopher cleopatra
clifford coca-cola cocacola1 colombia colorado computer computer1 concrete consumer cooldude cooper123 corvette
courtney cowboys1 creative cristian cristina crystal1 daniel123 daniela1 danielle dallas123 database december
default1 defaultpassword destiny1 diamond1 discovery dolphin1 dolphins download dragon12 dragon123 dragonball
dragonfly drowssap eclipse1 einstein elephant elizabeth emmanuel energizer enterprise estrella everton1 explorer
facebook facebook1 familia1 family123 fernanda fernando ferrari1 fishing1 florida1 flower123 football football1
football123 forever1 forever21 formula1 francesco francisco francois frankie1 freedom1 freedom123 friendly
friends1 friendship fuckyou1 fuckyou2 fuckyou123 gabriela gabriel1 gangster garfield gateway1 genesis1
gfhjkmgfhjkm giovanni goldfish gonzalez goodluck google123 grandma1 grizzly1 guinness guitar123 hahaha123
hallo123 hamilton hannah123 happy123 happyday hardcore harley123 harrison heather1 hello123 hello1234 hello12345
hellohello hellokitty hercules hockey123 holyshit honey123 hurricane iceman123 icecream iforgot1 iloveyou
iloveyou1 iloveyou12 iloveyou123 iloveyou2 iloveyou! imagine1 internet internet1 isabella ismael123 jackson1
jackson5 jamaica1 james123 jasmine1 javascript jellybean jennifer jennifer1 jeremiah jessica1 jessica123
jessie123 johannes john1234 johnjohn johnson1 jonathan jonathan1 jordan123 jordan23 jordan2323 joshua123
juliana1 juventus katherine kathleen kawasaki killer123 kimberly kingkong kristina krystal1 labrador lakers24
lalalala lasvegas lauren123 leonardo letmein1 letmein12 letmein123 letmein! liberty1 lincoln1 liverpoo liverpool
liverpool1 lollipop london123 lovelove lovely123 loveme123 loverboy loveyou1 loveyou2 lucky123 madison1
maggie123 mahalkita manchester manunited marajade margaret marie123 marina123 marlboro marseille martin123
martinez maserati master12 master123 matrix123 matthew1 matthew123 maverick maverick1 maxwell1 melanie1 melissa1
mercedes mercedes1 merlin123 metallica michael1 michael12 michael123 michaela michelle michelle1 michigan
microsoft midnight midnight1 millennium minecraft minecraft1 miranda1 mississippi mitchell mnbvcxz1 mohammed
monalisa monday123 money123 monkey12 monkey123 monkey1234 montana1 monster1 monster123 morpheus motorola
mountain muhammad mustang1 mustang123 mypassword mypassword1 mypass123 naruto123 nathalie natalia1 nathan123
newpassword newyork1 newyork123 nicholas nicholas1 nicole123 nintendo nintendo64 nirvana1 nokia123 november
nothing1 october1 oliver123 olivia123 operator opensesame orlando1 packers1 p@$$w0rd p@ssw0rd p@ssw0rd1
p@ssw0rd123 p@ssword p@ssword1 p@ssword123 pa$$w0rd pa$$word pa55w0rd pa55word paradise pass1234 pass12345
pass123456 pass@123 pass@1234 passion1 passport passpass passw0rd passw0rd1 passw0rd123 password password!
password0 password01 password1 password1! password11 password12 password123 password1234 password12345 password2
password21 password22 password2024 password2025 password3 password321 password4 password5 password6 password7
password8 password9 password99 password@1 password@123 passwordpassword passwort passwort1 passwort123 patricia
patrick1 patriots peaceful peanut123 pebbles1 penelope pepper123 peterpan phantom1 phoenix1 picasso1 pineapple
platinum playboy1 playstation poiuytre poiuytrewq pokemon1 pokemon123 porsche1 porsche911 postgres precious
princess princess1 princess12 princess123 principe property q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qawsedrf qazqazqaz
qazwsx12 qazwsx123 qazwsxed qazwsxedc qazwsxedc123 qazwsxedcrfv qq123456 qqqqqqqq qweasd123 qweasdzx qweasdzxc
qweasdzxc123 qweqweqwe qwer1234 qwer12345 qwerasdf qwert123 qwert12345 qwerty01 qwerty1! qwerty11 qwerty12
qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty21 qwerty22 qwerty99 qwerty321 qwertyqwerty qwertyui
qwertyuio qwertyuiop qwertyuiop1 qwertyuiop123 qwertz123 qwertzui qwertzuiop r2d2c3po rachel123 rainbow1
rammstein rangers1 raymond1 realmadrid rebecca1 redskins redsox04 remember richard1 ricardo1 rockstar rockyou1
ronaldo7 ronaldo1 rootroot rosebud1 rush2112 sabrina1 samantha samantha1 samsung1 samsung123 sandra123 santiago
scarface scorpio1 scorpion scotland sebastian secret12 secret123 secret1234 september serenity shadow12
shadow123 shannon1 sharks99 shithead simpsons skywalker slipknot slipknot1 snickers snowball snowboard snowman1
soccer12 soccer123 softball softball1 something spartan1 spiderman spiderman1 spitfire spongebob squirrel
stanley1 starcraft startrek starwars starwars1 stephanie stephen1 steelers sterling stingray strawberry summer12
summer123 summer2024 summer2025 sunflower sunshine sunshine1 sunshine123 superman superman1 superman123
supernova superstar superuser swordfish target123 taylor123 teacher1 temp1234 tennessee test1234 test12345
test123456 testing1 testing123 testtest thailand thebest1 thunder1 thunderbird tigger123 tinkerbell tokyo123
tottenham trinity1 trouble1 trustno1 trustno1! tweety123 twilight undertaker universal unknown1 user1234
valentina valentine vanessa1 vatoloco veronica victoria victoria1 vietnam1 viktoria vincent1 virginia voyager1
warcraft warcraft1 warrior1 washington waterfall webmaster welcome1 welcome1! welcome12 welcome123 welcome1234
welcome2024 welcome2025 westside whatever whatever1 william1 william123 windows1 windows10 winner123 winston1
winter12 winter123 winter2024 winter2025 wolfgang wolverine woodland x1y2z3a4 xbox3600 xxxxxxxx yamaha123
yankees1 yankees2 yellow123 yosemite zaq12wsx zaq1zaq1 zaq1@wsx zaq1xsw2 zaqwsx123 zaqxswcde zerocool zxasqw12
zxcasdqwe zxcasdqwe123 zxcv1234 zxcvasdf zxcvbnm1 zxcvbnm12 zxcvbnm123 zxcvbnm, zxcvbnma zzzzzzzz
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(COMMON.trim().split(/\s+/));
