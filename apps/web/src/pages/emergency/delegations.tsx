import { Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useBusinessDay } from '../../shell/business-day';
import { StateMark } from '../../states/state-mark';
import { Empty } from '../../states/states';
import { fundApi, type Schemas } from './api';

type Delegation = Schemas['DelegationDto'];
type Person = Schemas['PersonDto'];
type Grant = Schemas['GrantDelegationDto'];

const refresh = [['emergency', 'delegations']] as const;
const holders = {
  PRESIDENCY: ['presidency'],
  COMMITTEE_PRESIDENCY: ['committee-presidency'],
  SECRETARIAT: ['secretariat'],
} as const;

/** Who stands in for whom, from when to when. */
export function Delegations({ delegations, people }: { delegations: Delegation[]; people: Person[] }) {
  const { t } = useTranslation('emergency');
  const [granting, setGranting] = useState(false);
  return (
    <section className="card padded" aria-labelledby="delegations">
      <Title order={2} id="delegations">
        {t('people.delegations')}
      </Title>
      {delegations.length === 0 && <Empty>{t('people.noDelegation')}</Empty>}
      <ul className="emergency-lines" data-testid="delegations">
        {delegations.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </ul>
      {granting ? (
        <GrantForm people={people} close={() => setGranting(false)} />
      ) : (
        <Button mt="sm" onClick={() => setGranting(true)}>
          {t('people.grant')}
        </Button>
      )}
    </section>
  );
}

function Line({
  one: { id, office, delegateName, delegatorName, from, to, holds, endedOn, reason },
}: {
  one: Delegation;
}) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const end = useAct({
    send: (_: void, headers) =>
      answered(fundApi.POST('/api/emergency-fund/delegations/{id}/end', { params: { path: { id } }, headers })),
    refresh,
    done: () => ({ title: t('people.ended') }),
  });
  const state = endedOn
    ? t('people.endedOn', { day: formatDay(endedOn, language) })
    : t(holds ? 'people.holds' : 'people.notHolding');
  return (
    <li>
      <strong>{t('people.stead', { delegate: delegateName, delegator: delegatorName })}</strong>
      <StateMark tone={holds ? 'done' : 'neutral'} icon={holds ? IconCircleCheck : IconClock}>
        {state}
      </StateMark>
      <Text size="sm" className="muted">
        {t(`people.officeOf.${office}`)},{' '}
        {t('people.dates', { from: formatDay(from, language), to: formatDay(to, language) })} — {reason}
      </Text>
      {!endedOn && (
        <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate()}>
          {t('people.end')}
        </Button>
      )}
    </li>
  );
}

function GrantForm({ people, close }: { people: Person[]; close: () => void }) {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const today = useBusinessDay() ?? '';
  const required = (value: string) => (value.trim() === '' ? shared('form.required') : null);
  const form = useForm<Grant>({
    initialValues: { office: 'PRESIDENCY', delegator: '', delegate: '', from: today, to: today, reason: '' },
    validate: { delegator: required, delegate: required, from: required, to: required, reason: required },
  });
  const { mutate, isPending } = useAct({
    send: (body: Grant, headers) => answered(fundApi.POST('/api/emergency-fund/delegations', { body, headers })),
    refresh,
    done: () => {
      close();
      return { title: t('people.granted') };
    },
    refused: ({ figures, code }) => {
      const field = typeof figures['field'] === 'string' ? figures['field'] : undefined;
      if (field) form.setFieldError(field, t(`problem.${code as 'RANK_UNSUITABLE'}`));
      return field !== undefined;
    },
  });
  const options = (some: Person[]) => [
    { value: '', label: '—' },
    ...some.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const active = people.filter((person) => person.active);
  const away = active.filter(({ roles }) =>
    roles.some((role) => (holders[form.values.office] as readonly string[]).includes(role)),
  );
  return (
    <form className="emergency-form" onSubmit={form.onSubmit((values) => mutate(values))} noValidate>
      <NativeSelect
        label={t('people.office')}
        data={(Object.keys(holders) as Grant['office'][]).map((value) => ({
          value,
          label: t(`people.officeOf.${value}`),
        }))}
        {...form.getInputProps('office')}
      />
      <div className="row">
        <NativeSelect label={t('people.delegator')} data={options(away)} {...form.getInputProps('delegator')} />
        <NativeSelect label={t('people.delegate')} data={options(active)} {...form.getInputProps('delegate')} />
      </div>
      <div className="row">
        <TextInput type="date" label={t('people.from')} {...form.getInputProps('from')} />
        <TextInput type="date" label={t('people.to')} min={today} {...form.getInputProps('to')} />
      </div>
      <TextInput label={t('people.reason')} {...form.getInputProps('reason')} />
      <Group justify="end">
        <Button variant="default" onClick={close}>
          {t('propose.cancel')}
        </Button>
        <Button type="submit" loading={isPending}>
          {t('people.grant')}
        </Button>
      </Group>
    </form>
  );
}
