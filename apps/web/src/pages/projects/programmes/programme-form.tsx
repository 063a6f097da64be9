import { ActionIcon, Button, Group, Modal, Select, Stack, Textarea, TextInput, Title } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { fieldProblems } from '../../../forms/field-problems';
import { disbursements, keys } from '../projects-api';

interface Line {
  name: string;
  amount: string;
  rate: string;
}

interface Prepared {
  code: string;
  title: string;
  instrument: 'GOVERNANCE' | 'COOPERATION';
  from: string;
  to: string;
  purpose: string;
  partners: string;
  lines: Line[];
  activities: Line[];
}

const noLine: Line = { name: '', amount: '', rate: '' };
const nothing: Prepared = {
  ...{ code: '', title: '', instrument: 'GOVERNANCE', from: '', to: '', purpose: '', partners: '' },
  ...{ lines: [noLine], activities: [] },
};

function bodyOf({ code, title, instrument, from, to, purpose, partners, lines, activities }: Prepared) {
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  return {
    ...{ code: code.trim(), title: title.trim(), instrument, period: { from, to }, theme: 'GOVERNANCE', basis: null },
    purpose: purpose.trim() || null,
    partners: partners
      .split('\n')
      .map((name) => ({ name: name.trim(), role: null }))
      .filter(({ name }) => name),
    lines: lines
      .filter(({ name, amount }) => name.trim() && amount)
      .map(({ name, amount, rate }) => ({
        agreement: name.trim(),
        amount: eur(amount),
        ...(rate.trim() && { maxPercent: rate.trim().replace(',', '.') }),
      })),
    otherSources: [],
    activities: activities
      .filter(({ name }) => name.trim())
      .map(({ name, amount }) => ({ title: name.trim(), ...(amount && { amount: eur(amount) }) })),
  };
}

/** Prepares a programme: what each agreement gives, at which rate, for which activities. Another person approves it. */
export default function ProgrammeForm({ close }: { close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const navigate = useNavigate();
  const [prepared, setPrepared] = useState(nothing);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (change: Partial<Prepared>) => setPrepared({ ...prepared, ...change });
  const prepare = useAct({
    send: (body: ReturnType<typeof bodyOf>, headers) =>
      answered(disbursements.POST('/api/disbursements/programmes', { body, headers: { ...headers } })),
    refresh: [keys.programmes],
    done: ({ code }) => {
      close();
      void navigate({ to: '/programmes/$id', params: { id: code } });
      return { title: t('programmes.done') };
    },
    refused: (problem) => {
      setErrors(fieldProblems(problem));
      return problem.fields.length > 0;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!prepared.code.trim() || !prepared.title.trim()) return setErrors({ code: t('programmes.codeMissing') });
    prepare.mutate(bodyOf(prepared));
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t('programmes.prepare')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <div className="row-line">
            <TextInput
              label={t('programmes.code')}
              withAsterisk
              value={prepared.code}
              error={errors['code']}
              onChange={(event) => set({ code: event.currentTarget.value })}
            />
            <TextInput
              label={t('programmes.name')}
              withAsterisk
              value={prepared.title}
              error={errors['title']}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
          </div>
          <div className="row-line">
            <Select
              label={t('programmes.instrument')}
              value={prepared.instrument}
              allowDeselect={false}
              data={(['GOVERNANCE', 'COOPERATION'] as const).map((value) => ({
                value,
                label: shared(`instrument.${value}`),
              }))}
              onChange={(instrument) => set({ instrument: (instrument ?? 'GOVERNANCE') as Prepared['instrument'] })}
            />
            <DayField
              label={t('editor.from')}
              value={prepared.from}
              error={errors['period.from']}
              onChange={(from) => set({ from })}
            />
            <DayField
              label={t('editor.to')}
              value={prepared.to}
              error={errors['period.to']}
              onChange={(to) => set({ to })}
            />
          </div>
          <Textarea
            label={t('programmes.purpose')}
            autosize
            minRows={2}
            value={prepared.purpose}
            onChange={(event) => set({ purpose: event.currentTarget.value })}
          />
          <Lines
            title={t('programmes.lines')}
            name={t('programmes.agreement')}
            add={t('programmes.addLine')}
            rated
            lines={prepared.lines}
            set={(lines) => set({ lines })}
          />
          <Lines
            title={t('programmes.activities')}
            name={t('programmes.activity')}
            add={t('programmes.addActivity')}
            lines={prepared.activities}
            set={(activities) => set({ activities })}
          />
          <Textarea
            label={t('programmes.partners')}
            autosize
            minRows={2}
            value={prepared.partners}
            onChange={(event) => set({ partners: event.currentTarget.value })}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={prepare.isPending}>
              {t('programmes.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface LinesProps {
  title: ReactNode;
  name: string;
  add: string;
  rated?: boolean;
  lines: Line[];
  set: (lines: Line[]) => void;
}

function Lines({ title, name, add, rated = false, lines, set }: LinesProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Partial<Line>) =>
    set(lines.map((line, index) => (index === at ? { ...line, ...next } : line)));
  return (
    <section className="rows">
      <Title order={3} size="h5">
        {title}
      </Title>
      {lines.map((line, index) => (
        <div className="row-line" key={index}>
          <TextInput
            label={name}
            value={line.name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <AmountField
            label={t('programmes.amount')}
            currency="EUR"
            value={line.amount}
            onChange={(amount) => change(index, { amount })}
          />
          {rated && (
            <TextInput
              label={t('programmes.rate')}
              inputMode="decimal"
              value={line.rate}
              onChange={(event) => change(index, { rate: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('editor.remove', { name: line.name || String(index + 1) })}
            onClick={() => set(lines.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => set([...lines, noLine])}>
          {add}
        </Button>
      </Group>
    </section>
  );
}
