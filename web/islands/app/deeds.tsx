import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../parts/dialog.js';
import { Notice } from '../../parts/notice.js';
import { Refused, useDeed } from './answer.js';
import { usePage } from './page.js';

interface DeedButtonProps {
  label: string;
  /** For who hears it: of what. */
  of?: string;
  run(): Promise<unknown>;
  kind?: 'quiet' | 'bad' | '';
}

/** Does it at once; what was refused stands beside it. */
export function DeedButton({ label, of, run, kind = 'quiet' }: DeedButtonProps) {
  const { isBusy, refusal, run: begin } = useDeed();
  return (
    <>
      <button
        type="button"
        class={`button small ${kind}`}
        aria-label={of && `${label}: ${of}`}
        aria-disabled={isBusy || undefined}
        onClick={() => !isBusy && void begin(run)}
      >
        {label}
      </button>
      <Refused refusal={refusal} />
    </>
  );
}

interface OpensProps {
  label: string;
  of?: string | undefined;
  title: string;
  kind?: 'quiet' | 'bad' | '';
  isDrawer?: boolean;
  children(close: () => void): ComponentChildren;
}

/** A button, and the dialog that it opens. */
export function Opens({ label, of, title, kind = 'quiet', isDrawer, children }: OpensProps) {
  const { t } = usePage();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <button
        type="button"
        class={`button small ${kind}`}
        aria-label={of && `${label}: ${of}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {isOpen && (
        <Dialog title={title} closeLabel={t('app.close')} onClose={close} isDrawer={isDrawer ?? false}>
          {children(close)}
        </Dialog>
      )}
    </>
  );
}

interface AskFirstProps extends DeedButtonProps {
  title: string;
  /** Of the button that does it, where it is another. */
  sure?: string;
  /** What it will do. */
  children: ComponentChildren;
}

/** Names its effect and asks again. */
export function AskFirst({ label, of, title, sure = label, run, kind, children }: AskFirstProps) {
  const { isBusy, refusal, run: begin } = useDeed();
  return (
    <Opens label={label} of={of} title={title} {...(kind !== undefined && { kind })}>
      {(close) => (
        <>
          {children}
          <Refused refusal={refusal} />
          <p>
            <button
              type="button"
              class="button bad"
              aria-disabled={isBusy || undefined}
              onClick={() => !isBusy && void begin(run).then((isDone) => isDone && close())}
            >
              {sure}
            </button>
          </p>
        </>
      )}
    </Opens>
  );
}

/** A bar while the device is without a network. */
export function Offline() {
  const { t } = usePage();
  const [isOffline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const tell = () => setOffline(!navigator.onLine);
    for (const name of ['online', 'offline']) addEventListener(name, tell);
    return () => {
      for (const name of ['online', 'offline']) removeEventListener(name, tell);
    };
  }, []);
  return isOffline ? <Notice kind="warn" title={t('app.offline')} /> : null;
}

/** What the page before did, told once. */
export function Done({ prefix }: { prefix: string }) {
  const { query, t, knows } = usePage();
  const key = `${prefix}${query['done'] ?? ''}`;
  return knows(key) ? <Notice kind="ok" title={t(key)} /> : null;
}

interface CopyProps {
  text: string;
  label: string;
}

export function Copy({ text, label }: CopyProps) {
  const { t } = usePage();
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <>
      <button type="button" class="button small quiet" onClick={copy}>
        {label}
      </button>
      <span role="status" class="below">
        {isCopied && t('app.copied')}
      </span>
    </>
  );
}
