import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmAct } from '../../acts/confirm-act';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatAmount } from '../../money/format';
import { useSession } from '../../session/session';
import { mayOpen } from '../page';
import { disbursements, type Justification, keys, type Tranche } from './tranches-api';

interface Props {
  tranche: Tranche;
  justification: Justification;
}

/** Accepts what a city showed, line by line, or rejects the whole. */
export function Judge({ tranche, justification }: Props) {
  const { t } = useTranslation('tranches');
  const { data: person } = useSession();
  const [accepting, accept] = useDisclosure();
  const [rejecting, reject] = useDisclosure();
  if (!mayOpen(person, ['project-officer'])) return null;
  return (
    <>
      <Button size="xs" onClick={accept.open}>
        {t('justify.accept')}
      </Button>
      <Button size="xs" variant="default" onClick={reject.open}>
        {t('justify.reject')}
      </Button>
      {accepting && <Accept tranche={tranche} justification={justification} close={accept.close} />}
      {rejecting && <Reject tranche={tranche} justification={justification} close={reject.close} />}
    </>
  );
}

interface Verdict {
  rejected: { line: number; reason: string }[];
  variationConsent: string | null;
}

function Accept({ tranche, justification, close }: Props & { close: () => void }) {
  const { t } = useTranslation('tranches');
  const language = useLanguage();
  const { id, lines, amount, variations } = justification;
  const [rejected, setRejected] = useState<Record<number, string>>({});
  const [consent, setConsent] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct<Verdict, unknown>({
    send: (body, headers) =>
      answered(
        disbursements.POST('/api/disbursements/justifications/{id}/accept', {
          params: { path: { id } },
          body,
          headers,
        }),
      ),
    refresh: [keys.tranches, ['projects']],
    done: () => {
      close();
      return { title: t('justify.accepted') };
    },
  });
  const unexplained = Object.values(rejected).some((reason) => !reason.trim());
  const confirm = () => {
    setTried(true);
    if (unexplained) return;
    const out = Object.entries(rejected).map(([line, reason]) => ({ line: Number(line), reason: reason.trim() }));
    act.mutate({ rejected: out, variationConsent: consent.trim() || null });
  };
  return (
    <ConfirmAct
      opened
      close={close}
      title={t('justify.acceptTitle')}
      facts={[{ label: tranche.code, value: <Figure value={amount} /> }]}
      act={t('justify.accept')}
      pending={act.isPending}
      confirm={confirm}
    >
      <Stack gap="xs">
        <Text size="sm">{t('justify.acceptText')}</Text>
        {lines.map(({ number, budgetLine, amount: shown, document, documentName }) => (
          <Stack key={number} gap={4}>
            <Checkbox
              label={`${budgetLine}, ${formatAmount(shown, language)} ${documentName ?? document ?? ''}`}
              checked={!(number in rejected)}
              onChange={(event) => {
                const { [number]: _, ...others } = rejected;
                setRejected(event.currentTarget.checked ? others : { ...others, [number]: '' });
              }}
            />
            {number in rejected && (
              <TextInput
                label={t('justify.rejectReason')}
                value={rejected[number]}
                error={tried && !rejected[number]?.trim() && t('justify.reasonMissing')}
                onChange={(event) => setRejected({ ...rejected, [number]: event.currentTarget.value })}
              />
            )}
          </Stack>
        ))}
        {variations.length > 0 && (
          <TextInput
            label={t('variation.consent')}
            description={t('variation.consentHelp')}
            value={consent}
            onChange={(event) => setConsent(event.currentTarget.value)}
          />
        )}
      </Stack>
    </ConfirmAct>
  );
}

function Reject({ tranche, justification: { id, amount }, close }: Props & { close: () => void }) {
  const { t } = useTranslation('tranches');
  const act = useAct<string, unknown>({
    send: (reason, headers) =>
      answered(
        disbursements.POST('/api/disbursements/justifications/{id}/reject', {
          params: { path: { id } },
          body: { reason },
          headers,
        }),
      ),
    refresh: [keys.tranches, ['projects']],
    done: () => {
      close();
      return { title: t('justify.rejected') };
    },
  });
  return (
    <ConfirmAct
      opened
      close={close}
      title={t('justify.rejectTitle')}
      facts={[{ label: tranche.code, value: <Figure value={amount} /> }]}
      act={t('justify.reject')}
      reason={t('justify.rejectReason')}
      pending={act.isPending}
      confirm={(reason) => act.mutate(reason)}
    />
  );
}
