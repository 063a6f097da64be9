import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, minorOf } from '../../money/format';
import { mayOpen } from '../page';
import { useSession } from '../../session/session';
import { useBusinessDay } from '../../shell/business-day';
import { type CaseSheet, fundApi, REFRESH, type Schemas } from './api';
import { useConnection } from './offline';

/** What is paid, what the city has made of it, what it gives back; then the case closes. */
export function CaseReport({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const { data: person } = useSession();
  const { online } = useConnection();
  const [writing, setWriting] = useState(false);
  const { report, paid } = sheet;
  const acts = online && sheet.stage !== 'CLOSED' && person && mayOpen(person, ['committee-presidency', 'secretariat']);
  const reports = acts && report === null && minorOf(paid.amount) > 0n;
  const needsDocument = sheet.documents.length === 0 ? t('case.reportNeedsDocument') : undefined;
  return (
    <Stack gap="xs">
      <Due sheet={sheet} />
      {minorOf(paid.amount) !== 0n && (
        <div className="emergency-amount">
          <span>{t('case.paid')}</span>
          <Figure value={paid} entries={paid.entries} />
        </div>
      )}
      {report && <Spent report={report} />}
      {reports && !writing && (
        <ActButton explain because={needsDocument} onClick={() => setWriting(true)}>
          {t('case.recordReport')}
        </ActButton>
      )}
      {writing && <Record sheet={sheet} close={() => setWriting(false)} />}
      {sheet.closingNote && <Text className="emergency-text">{sheet.closingNote}</Text>}
      {acts && <Close sheet={sheet} />}
    </Stack>
  );
}

function Due({ sheet: { report, reportDueOn } }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const today = useBusinessDay() ?? '';
  const words = report
    ? t('case.reportOn', { day: formatDay(report.on, language) })
    : reportDueOn === null
      ? t('case.noReport')
      : t(reportDueOn < today ? 'case.reportLate' : 'case.reportDue', { day: formatDay(reportDueOn, language) });
  return <Text className="muted">{words}</Text>;
}

function Spent({ report: { spent, unspent, returned } }: { report: NonNullable<CaseSheet['report']> }) {
  const { t } = useTranslation('emergency');
  const lines = [
    ['case.spent', spent],
    ['case.unspent', unspent],
    ['case.returned', returned],
  ] as const;
  return lines.map(([words, amount]) => (
    <div key={words} className="emergency-amount">
      <span>{t(words)}</span>
      <Figure value={amount} />
    </div>
  ));
}

function Record({ sheet: { id, documents, paid }, close }: { sheet: CaseSheet; close: () => void }) {
  const { t } = useTranslation('emergency');
  const [document, setDocument] = useState(
    (documents.find(({ kind }) => kind === 'REPORT') ?? documents.at(-1))?.document ?? '',
  );
  const [spent, setSpent] = useState(paid.amount);
  const { mutate, isPending } = useAct({
    send: (body: Schemas['ReportDto'], headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases/{id}/report', { params: { path: { id } }, body, headers })),
    refresh: REFRESH,
    done: () => {
      close();
      return { title: t('case.reported') };
    },
  });
  return (
    <form
      className="emergency-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ document, ...(spent !== '' && { spent: { amount: spent, currency: 'EUR' } }) });
      }}
    >
      <NativeSelect
        label={t('case.reportDocument')}
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
        data={documents.map(({ document: value, name }) => ({ value, label: name }))}
      />
      <AmountField label={t('case.spent')} currency="EUR" value={spent} onChange={setSpent} />
      <Group justify="end">
        <Button variant="default" onClick={close}>
          {t('propose.cancel')}
        </Button>
        <Button type="submit" loading={isPending}>
          {t('case.recordReport')}
        </Button>
      </Group>
    </form>
  );
}

function Close({ sheet: { id, city, paid } }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useAct({
    send: (_: void, headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases/{id}/close', { params: { path: { id } }, body: {}, headers })),
    refresh: REFRESH,
    done: () => {
      setAsked(false);
      return { title: t('case.closed') };
    },
  });
  return (
    <Group>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('case.close')}
      </Button>
      {asked && (
        <ConfirmAct
          opened
          close={() => setAsked(false)}
          title={t('case.closeTitle')}
          facts={[
            { label: t('decide.to'), value: city },
            { label: t('case.paid'), value: <Figure value={paid} /> },
          ]}
          act={t('case.close')}
          pending={isPending}
          confirm={() => mutate()}
        />
      )}
    </Group>
  );
}
