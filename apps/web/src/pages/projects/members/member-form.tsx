import { ActionIcon, Button, Group, Modal, Stack, TextInput, Title } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { fieldProblems } from '../../../forms/field-problems';
import { DayField } from '../../../forms/day-field';
import { type City, disbursements, keys } from '../projects-api';

interface Entry {
  name: string;
  country: string;
  joinedOn: string;
  leftOn: string;
  seats: { from: string; to: string; basis?: string | null }[];
  contacts: { name: string; position: string; email: string; phone: string }[];
}

const noContact = { name: '', position: '', email: '', phone: '' };

function entryOf(city: City | undefined): Entry {
  return {
    name: city?.name ?? '',
    country: city?.country ?? '',
    joinedOn: city?.joinedOn ?? '',
    leftOn: city?.leftOn ?? '',
    seats: (city?.seats ?? []).map(({ to, ...seat }) => ({ ...seat, to: to ?? '' })),
    contacts: (city?.contacts ?? []).map(({ name, position, email, phone }) => ({
      ...{ name, position: position ?? '', email: email ?? '', phone: phone ?? '' },
    })),
  };
}

function bodyOf({ name, country, joinedOn, leftOn, seats, contacts }: Entry) {
  return {
    name: name.trim(),
    country: country.trim().toUpperCase(),
    joinedOn: joinedOn || null,
    leftOn: leftOn || null,
    seats: seats.filter(({ from }) => from).map(({ to, ...seat }) => ({ ...seat, to: to || null })),
    contacts: contacts
      .filter((contact) => contact.name.trim())
      .map(({ name: who, position, email, phone }) => ({
        name: who.trim(),
        position: position || null,
        email: email || null,
        phone: phone || null,
      })),
  };
}

/** A member's entry: identity, membership, seats and contacts; bank details are kept in the treasury. */
export default function MemberForm({ city, close }: { city?: City; close: () => void }) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const [entry, setEntry] = useState(() => entryOf(city));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const save = useAct({
    send: (body: ReturnType<typeof bodyOf>, headers) =>
      city
        ? answered(
            disbursements.PATCH('/api/disbursements/cities/{id}', {
              params: { path: { id: city.code } },
              body,
              headers: { ...headers, 'if-match': `"${city.version}"` },
            }),
          )
        : answered(
            disbursements.POST('/api/disbursements/cities', {
              body: { ...body, kind: 'CITY', bureauMember: false },
              headers: { ...headers },
            }),
          ),
    refresh: [keys.cities],
    done: ({ name }) => {
      close();
      return { title: t(city ? 'members.saved' : 'members.added', { name }) };
    },
    refused: (problem) => {
      setErrors(fieldProblems(problem));
      return problem.fields.length > 0;
    },
  });
  const set = (change: Partial<Entry>) => setEntry({ ...entry, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(bodyOf(entry));
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={city ? t('members.edit', { name: city.name }) : t('members.add')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <div className="row-line">
            <TextInput
              label={t('members.name')}
              withAsterisk
              value={entry.name}
              error={errors['name']}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('members.country')}
              description={t('members.countryHelp')}
              withAsterisk
              maxLength={2}
              value={entry.country}
              error={errors['country']}
              onChange={(event) => set({ country: event.currentTarget.value })}
            />
          </div>
          <div className="row-line">
            <DayField
              label={t('members.joinedOn')}
              clearable
              value={entry.joinedOn}
              onChange={(joinedOn) => set({ joinedOn })}
            />
            <DayField
              label={t('members.leftOn')}
              clearable
              value={entry.leftOn}
              onChange={(leftOn) => set({ leftOn })}
            />
          </div>
          <Seats seats={entry.seats} set={(seats) => set({ seats })} />
          <Contacts contacts={entry.contacts} errors={errors} set={(contacts) => set({ contacts })} />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('members.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Seats({ seats, set }: { seats: Entry['seats']; set: (seats: Entry['seats']) => void }) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Partial<Entry['seats'][number]>) =>
    set(seats.map((seat, index) => (index === at ? { ...seat, ...next } : seat)));
  return (
    <section className="rows" aria-labelledby="member-seats">
      <Title order={3} size="h5" id="member-seats">
        {t('members.seats')}
      </Title>
      {seats.map((seat, index) => (
        <div className="row-line" key={index}>
          <DayField label={t('members.from')} value={seat.from} onChange={(from) => change(index, { from })} />
          <DayField label={t('members.to')} clearable value={seat.to} onChange={(to) => change(index, { to })} />
          <Remove name={seat.from} remove={() => set(seats.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => set([...seats, { from: '', to: '' }])}>
          {t('members.addSeat')}
        </Button>
      </Group>
    </section>
  );
}

interface ContactsProps {
  contacts: Entry['contacts'];
  errors: Record<string, string>;
  set: (contacts: Entry['contacts']) => void;
}

function Contacts({ contacts, errors, set }: ContactsProps) {
  const { t } = useTranslation('projects');
  const change = (at: number, next: Partial<Entry['contacts'][number]>) =>
    set(contacts.map((contact, index) => (index === at ? { ...contact, ...next } : contact)));
  const labels = { name: 'contactName', position: 'position', email: 'email', phone: 'phone' } as const;
  return (
    <section className="rows" aria-labelledby="member-contacts">
      <Title order={3} size="h5" id="member-contacts">
        {t('members.contacts')}
      </Title>
      {contacts.map((contact, index) => (
        <div className="row-line" key={index}>
          {(['name', 'position', 'email', 'phone'] as const).map((field) => (
            <TextInput
              key={field}
              label={t(`members.${labels[field]}`)}
              value={contact[field]}
              error={errors[`contacts.${index}.${field}`]}
              onChange={(event) => change(index, { [field]: event.currentTarget.value })}
            />
          ))}
          <Remove name={contact.name} remove={() => set(contacts.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => set([...contacts, noContact])}>
          {t('members.addContact')}
        </Button>
      </Group>
    </section>
  );
}

function Remove({ name, remove }: { name: string; remove: () => void }) {
  const { t } = useTranslation('projects');
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={t('editor.remove', { name })} onClick={remove}>
      <IconTrash size={18} />
    </ActionIcon>
  );
}
