import { useState } from 'preact/hooks';
import { upload } from '../../../browser/upload.js';
import { Notice } from '../../../parts/notice.js';
import { Table } from '../../../parts/table.js';
import type { Wire } from '../../../pages/wire.js';
import { Refused, useDeed } from '../../app/answer.js';
import { usePage } from '../../app/page.js';

type Report = Wire<'ContactsImportResponse'>;

/** A file of contacts: how far it is sent, and what each line that was refused lacks. */
export function Import() {
  const { t } = usePage();
  const { isBusy, refusal, run } = useDeed();
  const [file, setFile] = useState<File | null>(null);
  const [part, setPart] = useState(0);
  const [report, setReport] = useState<Report | null>(null);
  const send = async () => {
    setReport(null);
    setPart(0);
    setReport(await upload<Report>('/api/v1/contacts/import', file!, setPart));
  };
  return (
    <>
      <p class="crumb">
        <a href="/organize/contacts">{t('organize.contacts')}</a>
      </p>
      <h1>{t('contacts.import')}</h1>
      <p class="lead">{t('contacts.import_lead')}</p>
      <section class="card">
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (file && !isBusy) void run(send);
          }}
        >
          <div class="field">
            <label for="file">{t('contacts.file')}</label>
            <input
              id="file"
              type="file"
              accept=".csv,text/csv"
              required
              aria-describedby="file-hint"
              onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
            />
            <p class="hint" id="file-hint">
              {t('contacts.file_hint')}
            </p>
          </div>
          {isBusy && (
            <p role="status">
              <progress max={1} value={part < 1 ? part : undefined} aria-label={t('contacts.progress')} />{' '}
              {t(part < 1 ? 'contacts.sending' : 'contacts.reading')}
            </p>
          )}
          <Refused refusal={refusal} />
          {refusal?.fields['file']?.map((sentence) => (
            <p class="fault" key={sentence}>
              {sentence}
            </p>
          ))}
          <p>
            <button class="button" aria-disabled={!file || isBusy || undefined}>
              {t('contacts.import_submit')}
            </button>
          </p>
        </form>
      </section>
      {report && <Outcome report={report} />}
    </>
  );
}

function Outcome({ report }: { report: Report }) {
  const { t } = usePage();
  const { created, updated, skipped, errors, errors_count: wrong } = report;
  return (
    <section class="card" aria-labelledby="outcome">
      <h2 id="outcome">{t('contacts.outcome')}</h2>
      <Notice
        kind={wrong > 0 ? 'warn' : 'ok'}
        title={t('contacts.imported', { created, updated, skipped, wrong })}
      />
      {errors.length > 0 && (
        <Table
          caption={t('contacts.errors')}
          rows={errors}
          keyOf={({ line, error }) => `${line} ${error}`}
          columns={[
            { name: 'line', label: t('contacts.line'), cell: ({ line }) => line },
            { name: 'error', label: t('contacts.error'), cell: ({ error }) => error },
          ]}
        />
      )}
      {wrong > errors.length && <p class="below">{t('contacts.more_errors', { n: wrong - errors.length })}</p>}
    </section>
  );
}
