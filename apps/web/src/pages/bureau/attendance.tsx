import { Button, Group, Modal, MultiSelect, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { disbursements, keys, type SessionView } from './bureau-api';

const EVERYTHING = 500;

/** Cities with their seats, of which members of the Bureau are made. */
function useCities() {
  return useQuery({
    queryKey: ['cities'],
    queryFn: () =>
      answered(disbursements.GET('/api/disbursements/cities', { params: { query: { limit: EVERYTHING } } })),
  });
}

/** Who sits, and whether that is enough to decide. */
export function Attendance({ session, editable }: { session: SessionView; editable: boolean }) {
  const { t } = useTranslation('bureau');
  const [recording, { open, close }] = useDisclosure();
  const { data: cities } = useCities();
  const { present, quorum, attendance } = session;
  const nameOf = (code: string) => cities?.items.find((city) => city.code === code)?.name ?? code;
  const short = present !== null && quorum !== null && present < quorum;
  return (
    <section className="card padded" aria-labelledby="attendance" data-testid="attendance">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="attendance">
            {t('attendance.title')}
          </Title>
          {editable && (
            <Button variant="default" size="xs" onClick={open}>
              {t('attendance.record')}
            </Button>
          )}
        </Group>
        {present === null ? (
          <Text className="muted">{t('attendance.notRecorded')}</Text>
        ) : (
          <Text className={short ? 'bureau-short' : ''}>
            {short
              ? t('attendance.missing', { present, quorum })
              : [t('attendance.present', { count: present }), quorum !== null && t('attendance.quorum', { quorum })]
                  .filter(Boolean)
                  .join(' · ')}
          </Text>
        )}
        {attendance.length > 0 && <Text>{attendance.map(nameOf).join(', ')}</Text>}
      </Stack>
      {recording && <Record session={session} cities={cities?.items ?? []} close={close} />}
    </section>
  );
}

interface RecordProps {
  session: SessionView;
  cities: readonly { code: string; name: string; seats: { from: string; to?: string | null }[] }[];
  close: () => void;
}

function Record({ session, cities, close }: RecordProps) {
  const { t } = useTranslation('bureau');
  const { t: shared } = useTranslation();
  const [members, setMembers] = useState(session.attendance);
  const [quorum, setQuorum] = useState<number | ''>(session.quorum ?? '');
  const seated = cities.filter(({ seats }) =>
    seats.some(({ from, to }) => from <= session.date && (!to || session.date <= to)),
  );
  const act = useAct({
    send: (body: { members: string[]; quorum?: number }, headers) =>
      answered(
        disbursements.POST('/api/disbursements/bureau-sessions/{id}/attendance', {
          params: { path: { id: session.code } },
          body,
          headers,
        }),
      ),
    refresh: [keys.sessions],
    done: () => {
      close();
      return { title: t('attendance.saved') };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('attendance.record')}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ members, ...(quorum !== '' && { quorum }) });
        }}
      >
        <Stack gap="md">
          <MultiSelect
            label={t('attendance.members')}
            data={seated.map(({ code, name }) => ({ value: code, label: name }))}
            value={members}
            onChange={setMembers}
            searchable
            hidePickedOptions
          />
          <NumberInput
            label={t('attendance.needed')}
            value={quorum}
            onChange={(value) => setQuorum(typeof value === 'number' ? value : '')}
            min={0}
            allowDecimal={false}
            allowNegative={false}
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('attendance.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
