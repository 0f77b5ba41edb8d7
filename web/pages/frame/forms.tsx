import type { ComponentChildren } from 'preact';
import { idOf as idOfField } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import type { PageContext } from '../page.js';

const MISSING = ['This field is required.', 'This field may not be blank.'];

interface FormProps {
  page: PageContext;
  action?: string;
  children: ComponentChildren;
  id?: string;
  /** Whether it may bring a file. */
  takesFile?: boolean | undefined;
}

/** A plain form of a page, with the token of the session where there is one. */
export function PageForm({ page, action = page.path, children, id, takesFile }: FormProps) {
  const enctype = takesFile ? 'multipart/form-data' : undefined;
  return (
    <form method="post" action={action} id={id} enctype={enctype} noValidate class="stack">
      {page.csrf && <input type="hidden" name="csrf_token" value={page.csrf} />}
      {children}
    </form>
  );
}

/** What is wrong with a field, in the page's language. */
export function faultOf({ failure, language, t, knows }: PageContext, name: string): string | undefined {
  const [sentence] = failure?.fields[name] ?? [];
  if (sentence === undefined) return undefined;
  if (MISSING.includes(sentence)) return t('fault.required');
  if (sentence === 'The password is not right.') return t('fault.current_password');
  if (language === 'en') return sentence;
  const key = `fault.${name}`;
  return knows(key) ? t(key) : t('fault.other');
}

/** The refusal as a whole, in the page's language. */
export function failureText({ failure, language, t, knows }: PageContext): string {
  if (!failure) return '';
  const key = `error.${failure.code}`;
  if (knows(key)) return t(key, { seconds: failure.retryAfter ?? 0 });
  return language === 'en' ? failure.message : t('error.other');
}

/** The same, said at once; with the seconds until it is worth another try. */
export function Refused({ page }: { page: PageContext }) {
  const { failure } = page;
  if (!failure) return null;
  return <Notice kind="bad" id="refused" title={failureText(page)} retryAfter={failure.retryAfter} />;
}

interface SummaryProps {
  page: PageContext;
  /** Fields of this form by their names, with their labels. */
  labels: Readonly<Record<string, string>>;
  idOf?: (name: string) => string;
}

/** At the head of a form that was refused: what is wrong, each linked to its field. */
export function ErrorSummary({ page, labels, idOf = idOfField }: SummaryProps) {
  const { failure, t } = page;
  if (!failure) return null;
  const faults = Object.keys(labels).filter((name) => failure.fields[name]);
  if (faults.length === 0) return <Refused page={page} />;
  return (
    <Notice kind="bad" id="refused" title={t('fault.summary', { n: faults.length })}>
      <ul>
        {faults.map((name) => (
          <li key={name}>
            <a href={`#${idOf(name)}`}>{`${labels[name]}: ${faultOf(page, name)}`}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
