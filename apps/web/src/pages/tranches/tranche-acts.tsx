import { Checkbox, FileInput, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { ConfirmAct } from '../../acts/confirm-act';
import { type ActHeaders, useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { useSession } from '../../session/session';
import { mayOpen } from '../page';
import { useConditionWords } from './condition-words';
import { attachPiece } from './pieces';
import { type Condition, disbursements, keys, type TrancheView as Tranche } from './tranches-api';

/** What the reader may do to the tranche now; each step is another person's. */
export function TrancheActs({ tranche }: { tranche: Tranche }) {
  const { data: person } = useSession();
  const is = (...roles: Parameters<typeof mayOpen>[1]) => mayOpen(person, roles);
  const { status } = tranche;
  return (
    <Group gap="xs" className="no-print">
      {status === 'PLANNED' && is('city', 'project-officer') && <Request tranche={tranche} />}
      {status === 'REQUESTED' && is('project-officer') && <Certify tranche={tranche} />}
      {(status === 'CERTIFIED' || status === 'RETURNED') && is('finance-controller') && <Approve tranche={tranche} />}
      {['REQUESTED', 'CERTIFIED', 'RETURNED'].includes(status) && is('project-officer', 'finance-controller') && (
        <SendBack tranche={tranche} />
      )}
    </Group>
  );
}

/** Takes a step; the answer is read again wherever the tranche is shown. */
function useStep<Input>(
  send: (input: Input, headers: ActHeaders) => Promise<unknown>,
  said: string,
  close: () => void,
) {
  return useAct<Input, unknown>({
    send,
    refresh: [keys.tranches, ['projects']],
    done: () => {
      close();
      return { title: said };
    },
  });
}

function pathOf({ code }: Tranche) {
  return { params: { path: { id: code } } };
}

function facts(tranche: Tranche, amount: string) {
  return [
    { label: amount, value: <Figure value={tranche.amount} /> },
    { label: tranche.projectTitle, value: tranche.beneficiary },
  ];
}

function Request({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const [asking, { open, close }] = useDisclosure();
  const [files, setFiles] = useState<File[]>([]);
  const act = useStep<File[]>(
    async (pieces, headers) => {
      const documents: string[] = [];
      for (const [at, piece] of pieces.entries()) {
        const key = `${headers['idempotency-key']}-piece-${at}`;
        documents.push(await attachPiece(tranche.project, 'TRANCHE_REQUEST', piece, key));
      }
      return answered(
        disbursements.POST('/api/disbursements/tranches/{id}/request', {
          ...pathOf(tranche),
          body: { documents },
          headers,
        }),
      );
    },
    t('act.requested'),
    close,
  );
  return (
    <>
      <ActButton onClick={open}>{t('act.request')}</ActButton>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('act.requestTitle', { tranche: tranche.code })}
        facts={facts(tranche, t('amount'))}
        act={t('act.request')}
        pending={act.isPending}
        confirm={() => act.mutate(files)}
      >
        <Text size="sm">{t('act.requestText')}</Text>
        <FileInput label={t('act.file')} value={files} onChange={setFiles} multiple clearable />
      </ConfirmAct>
    </>
  );
}

/** What only somebody who was there can say. */
type Ascertainable = Condition & { kind: 'MISSION_DONE' | 'MILESTONE' };

function isAscertainable(condition: Condition): condition is Ascertainable {
  return condition.kind === 'MISSION_DONE' || condition.kind === 'MILESTONE';
}

function Certify({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const words = useConditionWords();
  const [asking, { open, close }] = useDisclosure();
  const asked = tranche.conditions.filter(isAscertainable);
  const [seen, setSeen] = useState<Ascertainable[]>([]);
  const act = useStep<Ascertainable[]>(
    (ascertained, headers) =>
      answered(
        disbursements.POST('/api/disbursements/tranches/{id}/certify', {
          ...pathOf(tranche),
          body: {
            ascertained: ascertained.map(({ kind, label }) => ({ kind, ...(label !== undefined && { label }) })),
          },
          headers,
        }),
      ),
    t('act.certified'),
    close,
  );
  return (
    <>
      <ActButton onClick={open}>{t('act.certify')}</ActButton>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('act.certifyTitle', { tranche: tranche.code })}
        facts={facts(tranche, t('amount'))}
        act={t('act.certify')}
        pending={act.isPending}
        confirm={() => act.mutate(seen)}
      >
        {asked.length > 0 && (
          <Stack gap="xs">
            <Text size="sm">{t('act.certifyText')}</Text>
            {asked.map((condition) => (
              <Checkbox
                key={JSON.stringify(condition)}
                label={words(condition)}
                checked={seen.includes(condition)}
                onChange={(event) =>
                  setSeen(event.currentTarget.checked ? [...seen, condition] : seen.filter((one) => one !== condition))
                }
              />
            ))}
          </Stack>
        )}
      </ConfirmAct>
    </>
  );
}

function Approve({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const words = useConditionWords();
  const language = useLanguage();
  const [asking, { open, close }] = useDisclosure();
  const act = useStep<void>(
    (_, headers) =>
      answered(
        disbursements.POST('/api/disbursements/tranches/{id}/approve', { ...pathOf(tranche), body: {}, headers }),
      ),
    t('act.approved'),
    close,
  );
  const name = t('act.approve', { amount: formatAmount(tranche.amount, language) });
  const waits = tranche.unmet.map(words).join(' ; ');
  return (
    <>
      <ActButton because={waits ? t('act.approveWaits', { conditions: waits }) : undefined} explain onClick={open}>
        {name}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('act.approveTitle', { tranche: tranche.code })}
        facts={facts(tranche, t('amount'))}
        act={name}
        pending={act.isPending}
        confirm={() => act.mutate()}
      >
        <Text size="sm">{t('act.approveText')}</Text>
      </ConfirmAct>
    </>
  );
}

function SendBack({ tranche }: { tranche: Tranche }) {
  const { t } = useTranslation('tranches');
  const [asking, { open, close }] = useDisclosure();
  const act = useStep<string>(
    (reason, headers) =>
      answered(
        disbursements.POST('/api/disbursements/tranches/{id}/return', {
          ...pathOf(tranche),
          body: { reason },
          headers,
        }),
      ),
    t('act.returned'),
    close,
  );
  return (
    <>
      <ActButton variant="default" onClick={open}>
        {t('act.return')}
      </ActButton>
      <ConfirmAct
        opened={asking}
        close={close}
        title={t('act.return')}
        facts={facts(tranche, t('amount'))}
        act={t('act.return')}
        reason={t('act.reason')}
        pending={act.isPending}
        confirm={(reason) => act.mutate(reason)}
      />
    </>
  );
}
