import { Button, FileInput, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { useLanguage } from '../../../i18n/i18n';
import { formatDay } from '../../../money/format';
import { useSession } from '../../../session/session';
import { mayOpen } from '../../page';
import { attachPiece } from '../../tranches/pieces';
import { disbursements, keys } from '../projects-api';
import { agreementKey, type Signature } from './agreement-api';

type Party = Signature['party'];
const parties: readonly Party[] = ['CITY', 'ASSOCIATION'];

interface Props {
  project: string;
  /** 0: the agreement itself; else its amendment. */
  number: number;
  signatures: readonly Signature[];
  open: boolean;
  /** The paper is known to be signed: who signed it is what is not known. */
  signed?: boolean;
}

/** Who signed, and the way to say that somebody did: the secretariat for both, a city for itself. */
export function Signatures({ project, number, signatures, open, signed = false }: Props) {
  const { t } = useTranslation('projects');
  const language = useLanguage();
  const { data: person } = useSession();
  const [signing, setSigning] = useState<Party>();
  const may = (party: Party) => mayOpen(person, party === 'CITY' ? ['secretariat', 'city'] : ['secretariat']);
  return (
    <>
      <dl className="facts">
        {parties.map((party) => {
          const signature = signatures.find((one) => one.party === party);
          return (
            <div key={party}>
              <dt>{t(`agreement.party.${party}`)}</dt>
              <dd>
                {signature ? (
                  <>
                    {t('agreement.signedBy', {
                      name: signature.signatory,
                      day: formatDay(signature.signedOn, language),
                    })}{' '}
                    {signature.document && (
                      <a
                        href={`/api/disbursements/projects/${encodeURIComponent(project)}/documents/${signature.document}`}
                      >
                        {t('agreement.copy')}
                      </a>
                    )}
                  </>
                ) : (
                  <Group gap="xs" justify="end">
                    <Text size="sm" className="muted">
                      {t(signed ? 'agreement.unnamed' : 'agreement.unsigned')}
                    </Text>
                    {open && may(party) && (
                      <Button
                        variant="default"
                        size="compact-xs"
                        className="no-print"
                        onClick={() => setSigning(party)}
                      >
                        {t('agreement.sign', { party: t(`agreement.party.${party}`) })}
                      </Button>
                    )}
                  </Group>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {signing && (
        <SignatureForm project={project} number={number} party={signing} close={() => setSigning(undefined)} />
      )}
    </>
  );
}

interface FormProps {
  project: string;
  number: number;
  party: Party;
  close: () => void;
}

interface Signed {
  signatory: string;
  signedOn: string;
  file: File | null;
}

function SignatureForm({ project, number, party, close }: FormProps) {
  const { t } = useTranslation('projects');
  const { t: shared } = useTranslation();
  const [signed, setSigned] = useState<Signed>({ signatory: '', signedOn: '', file: null });
  const [tried, setTried] = useState(false);
  const act = useAct({
    send: async ({ signatory, signedOn, file }: Signed, headers) => {
      const key = `${headers['idempotency-key']}-copy`;
      const document = file ? await attachPiece(project, 'AGREEMENT', file, key) : null;
      return answered(
        disbursements.POST('/api/disbursements/projects/{id}/agreement/signatures', {
          params: { path: { id: project } },
          body: { number, party, signatory: signatory.trim(), signedOn, document },
          headers,
        }),
      );
    },
    refresh: [agreementKey(project), keys.project(project)],
    done: () => {
      close();
      return { title: t('agreement.signatureSaved') };
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('agreement.sign', { party: t(`agreement.party.${party}`) })}
      closeButtonProps={{ 'aria-label': shared('act.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (signed.signatory.trim() && signed.signedOn) act.mutate(signed);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('agreement.signatory')}
            value={signed.signatory}
            onChange={(event) => setSigned({ ...signed, signatory: event.currentTarget.value })}
            error={tried && !signed.signatory.trim() && shared('form.required')}
            withAsterisk
          />
          <DayField
            label={t('agreement.day')}
            value={signed.signedOn}
            onChange={(signedOn) => setSigned({ ...signed, signedOn })}
            error={tried && !signed.signedOn && shared('form.required')}
            withAsterisk
          />
          <FileInput
            label={t('agreement.signedCopy')}
            value={signed.file}
            onChange={(file) => setSigned({ ...signed, file })}
            clearable
          />
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {shared('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('agreement.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
