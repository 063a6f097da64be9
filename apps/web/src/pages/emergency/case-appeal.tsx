import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { AmountField } from '../../forms/amount-field';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDay, minorOf } from '../../money/format';
import { mayOpen } from '../page';
import { useSession } from '../../session/session';
import { type CaseSheet, fundApi, REFRESH, type Schemas } from './api';
import { useConnection } from './offline';

/** Donations for this case alone: the appeal that asks for them, and what has come. */
export function CaseAppeal({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { data: person } = useSession();
  const { online } = useConnection();
  const [writing, setWriting] = useState(false);
  const { appeal, donations, raised } = sheet;
  const running = appeal !== null && appeal.closedOn === null;
  const acts = online && sheet.stage !== 'CLOSED' && person && mayOpen(person, ['committee-presidency', 'secretariat']);
  return (
    <Stack gap="xs">
      {appeal ? (
        <>
          <Text size="sm" className="muted">
            {t('case.appealSince', { day: formatDay(appeal.openedOn, language) })}
            {appeal.closedOn && `, ${t('case.appealUntil', { day: formatDay(appeal.closedOn, language) })}`}
          </Text>
          <Text component="p" className="emergency-text">
            {appeal.text}
          </Text>
        </>
      ) : (
        <Text className="muted">{t('case.noAppeal')}</Text>
      )}
      <div className="emergency-amount">
        <span>{t('case.raised')}</span>
        <Figure value={raised} entries={raised.entries} />
      </div>
      {minorOf(raised.amount) !== 0n && (
        <div className="emergency-amount">
          <span>{t('case.unspentDonations')}</span>
          <Figure value={donations} entries={donations.entries} />
        </div>
      )}
      {appeal?.target && (
        <div className="emergency-amount muted">
          <span>{t('case.target')}</span>
          <Figure value={appeal.target} />
        </div>
      )}
      {acts && !writing && (running ? <CloseAppeal id={sheet.id} /> : <OpenButton open={() => setWriting(true)} />)}
      {writing && <OpenAppeal id={sheet.id} close={() => setWriting(false)} />}
    </Stack>
  );
}

function OpenButton({ open }: { open: () => void }) {
  const { t } = useTranslation('emergency');
  return (
    <Group>
      <Button variant="default" onClick={open}>
        {t('case.openAppeal')}
      </Button>
    </Group>
  );
}

function CloseAppeal({ id }: { id: string }) {
  const { t } = useTranslation('emergency');
  const { mutate, isPending } = useAct({
    send: (_: void, headers) =>
      answered(
        fundApi.POST('/api/emergency-fund/cases/{id}/appeal/close', { params: { path: { id } }, body: {}, headers }),
      ),
    refresh: REFRESH,
    done: () => ({ title: t('case.appealClosed') }),
  });
  return (
    <Group>
      <Button variant="default" loading={isPending} onClick={() => mutate()}>
        {t('case.closeAppeal')}
      </Button>
    </Group>
  );
}

function OpenAppeal({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const [text, setText] = useState('');
  const [target, setTarget] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending } = useAct({
    send: (body: Schemas['OpenAppealDto'], headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases/{id}/appeal', { params: { path: { id } }, body, headers })),
    refresh: REFRESH,
    done: () => {
      close();
      return { title: t('case.appealOpened') };
    },
  });
  const submit = () => {
    setTried(true);
    if (text.trim() !== '')
      mutate({ text: text.trim(), target: target === '' ? null : { amount: target, currency: 'EUR' } });
  };
  return (
    <form
      className="emergency-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        label={t('case.appealText')}
        withAsterisk
        autosize
        minRows={2}
        value={text}
        error={tried && text.trim() === '' && shared('form.required')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <AmountField label={t('case.appealTarget')} currency="EUR" value={target} onChange={setTarget} />
      <Group justify="end">
        <Button variant="default" onClick={close}>
          {t('propose.cancel')}
        </Button>
        <Button type="submit" loading={isPending}>
          {t('case.openAppeal')}
        </Button>
      </Group>
    </form>
  );
}
