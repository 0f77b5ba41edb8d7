/** Names of secrets as some client writes them; the framework reads them all alike. */
export const ODD_NAMES = [
  ...['token', 'jwt', 'auth', 'key', 'sessionid', 'state', 'api_key', 'Access-Token', 'CODE', 'refresh'],
  ...['t%6fken', '%6awt', '%61uth', 'k%65y', 'session%69d', 'st%61te', 't%256fken', 'user%5Bpassword%5D'],
  ...['user[password]', 'user.password', 'token%00', 'token[]', '+token'],
];
export const ODD_COOKIES = [
  ['sessionid', 'sessionid=*'],
  ['sessionid of JSON', 'sessionid=j:["*"]'],
  ['sessionid that is signed', 'sessionid=s:*.x'],
  ['__Host-sessionid', '__Host-sessionid=*'],
  ['csrftoken', 'sessionid=x; csrftoken=*'],
  ['an odd letter', 'sessionid=%*'],
] as const;
