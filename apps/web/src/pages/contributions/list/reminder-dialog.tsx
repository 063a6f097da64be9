import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import IconFileTypePdf from '@tabler/icons-react/dist/esm/icons/IconFileTypePdf.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { useLanguage } from '../../../i18n/i18n';
import { formatAmount, formatDay } from '../../../money/format';
import { BlockSkeleton } from '../../../states/states';
import { contributions, type Contributions, type Receivable, useDonors, useReminders } from '../contributions-api';

type Reminder = Contributions['ReminderDto'];
type Asked = Contributions['DraftReminderDto'];

const refresh = [['contributions']] as const;

interface Props {
  receivable: Receivable;
  close: () => void;
}

/** A reminder in the making: its text is drafted by level, read over, and recorded as sent. */
export function ReminderDialog({ receivable, close }: Props) {
  const { t } = useTranslation('contributions');
  const { data: reminders } = useReminders(receivable.instalment);
  const draft = reminders?.find(({ state }) => state === 'DRAFT');
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('reminder.title', { agreement: receivable.agreement, number: receivable.number })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {reminders === undefined ? (
        <BlockSkeleton height={320} />
      ) : (
        <Stack gap="md">
          <Facts receivable={receivable} />
          <Sent reminders={reminders} />
          {draft ? (
            <Drafted key={draft.id} reminder={draft} donor={receivable.donor} close={close} />
          ) : (
            <Ask receivable={receivable} />
          )}
        </Stack>
      )}
    </Modal>
  );
}

function Facts({ receivable }: { receivable: Receivable }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const { donorName, outstanding, dueOn, daysLate } = receivable;
  return (
    <Text size="sm">
      {t('reminder.facts', {
        donor: donorName,
        amount: formatAmount(outstanding, language),
        day: formatDay(dueOn, language),
        count: daysLate,
      })}
    </Text>
  );
}

function Sent({ reminders }: { reminders: readonly Reminder[] }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const sent = reminders.filter(({ state }) => state === 'SENT');
  if (sent.length === 0)
    return (
      <Text size="sm" className="muted">
        {t('reminder.none')}
      </Text>
    );
  return (
    <ul className="missing">
      {sent.map(({ id, level, sentOn, sentTo }) => (
        <li key={id}>
          {t('reminder.sentLine', {
            level,
            day: formatDay(sentOn ?? '', language),
            to: sentTo ?? t('reminder.byPost'),
          })}
        </li>
      ))}
    </ul>
  );
}

function Ask({ receivable }: { receivable: Receivable }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  const [lang, setLang] = useState<Asked['lang']>(language);
  const [channel, setChannel] = useState<Asked['channel']>('EMAIL');
  const act = useAct({
    send: (body: Asked, headers) =>
      answered(contributions.POST('/api/contributions/reminders', { body, headers: { ...headers } })),
    refresh,
  });
  return (
    <Group justify="space-between" align="end">
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('reminder.channel')}
          value={channel ?? 'EMAIL'}
          onChange={(value) => setChannel(value as 'EMAIL' | 'LETTER')}
          data={[
            { value: 'EMAIL', label: t('reminder.EMAIL') },
            { value: 'LETTER', label: t('reminder.LETTER') },
          ]}
        />
        <SegmentedControl
          aria-label={t('reminder.language')}
          value={lang ?? 'fr'}
          onChange={(value) => setLang(value as 'fr' | 'en')}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Group>
      <Button loading={act.isPending} onClick={() => act.mutate({ instalment: receivable.instalment, lang, channel })}>
        {t('reminder.draft')}
      </Button>
    </Group>
  );
}

function Drafted({ reminder, donor, close }: { reminder: Reminder; donor: string; close: () => void }) {
  const { t } = useTranslation('contributions');
  const { data: donors } = useDonors();
  const known = donors?.find(({ code }) => code === donor)?.contacts.find(({ email }) => email)?.email;
  const [to, setTo] = useState<string>();
  const [text, setText] = useState(reminder.body);
  const [missing, setMissing] = useState(false);
  const recipient = to ?? known ?? '';
  const byMail = reminder.channel === 'EMAIL';
  const path = { params: { path: { id: reminder.id } } };
  const send = useAct({
    send: (body: Contributions['SendReminderDto'], headers) =>
      answered(
        contributions.POST('/api/contributions/reminders/{id}/send', { ...path, body, headers: { ...headers } }),
      ),
    refresh,
    done: () => {
      close();
      return { title: t('reminder.recorded', { level: reminder.level }) };
    },
  });
  const discard = useAct({
    send: (_: undefined, headers) =>
      answered(contributions.POST('/api/contributions/reminders/{id}/discard', { ...path, headers: { ...headers } })),
    refresh,
  });
  const submit = () => {
    if (byMail && recipient.trim() === '') return setMissing(true);
    send.mutate({ body: text, ...(byMail && { to: recipient.trim() }) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <TextInput label={t('reminder.subject')} value={reminder.subject} readOnly />
        {byMail && (
          <TextInput
            label={t('reminder.to')}
            type="email"
            withAsterisk
            value={recipient}
            error={missing && recipient.trim() === '' && t('reminder.toMissing')}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
        )}
        <Textarea
          label={t('reminder.text', { level: reminder.level })}
          autosize
          minRows={8}
          maxRows={16}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Text size="xs" className="muted">
          {t('reminder.note')}
        </Text>
        <Group justify="space-between">
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconFileTypePdf size={16} />}
              renderRoot={(props) => <a href={`/api/contributions/reminders/${reminder.id}/letter`} {...props} />}
            >
              {t('reminder.letter')}
            </Button>
            <Button variant="subtle" color="gray" loading={discard.isPending} onClick={() => discard.mutate(undefined)}>
              {t('reminder.discard')}
            </Button>
          </Group>
          <Button type="submit" loading={send.isPending}>
            {t('reminder.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
