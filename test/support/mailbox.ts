import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { eventually } from './eventually.js';

/** Whoever keeps its mails as files, as the product does without a mail server. */
interface Sender {
  dataDir: string;
}

/** A file is there at once and whole, and stays as it is: each is read once, however often somebody looks. */
const known = new Map<string, Promise<Email>>();

function read(file: string): Promise<Email> {
  const mail = known.get(file) ?? readFile(file).then((content) => PostalMime.parse(content));
  known.set(file, mail);
  return mail;
}

/** The mails sent to `address` so far, oldest first. */
export async function mailsTo({ dataDir }: Sender, address: string): Promise<Email[]> {
  const folder = join(dataDir, 'mail');
  const names = await readdir(folder).catch(() => [] as string[]);
  const files = names.filter((name) => name.endsWith('.eml')).sort();
  const mails = await Promise.all(files.map((name) => read(join(folder, name))));
  return mails.filter(({ to }) =>
    to?.some((recipient) => recipient.address?.toLowerCase() === address.toLowerCase()),
  );
}

/** Waits for a mail to `address` with a link to this page of the front end; answers the newest link's token. */
export function mailedToken(sender: Sender, address: string, page: string): Promise<string> {
  const link = new RegExp(`/${page}\\?token=([\\w%.~-]+)`);
  return eventually(async () => {
    const found = (await mailsTo(sender, address)).findLast(({ text }) => link.test(text ?? ''));
    if (!found) throw new Error(`No mail to ${address} with a link to ${page}.`);
    return decodeURIComponent(link.exec(found.text!)![1]!);
  });
}
