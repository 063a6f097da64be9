import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import type { Proposal } from './api';

const signers = ['COMMITTEE_PRESIDENCY', 'SECRETARIAT'] as const;

/** Both proposals, each with who signed it and when; a missing one says so. */
export function Signatures({ proposal: { signatures, missingSignatures } }: { proposal: Proposal }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const complete = missingSignatures.length === 0;
  const heading = complete ? 'both' : signatures.length > 0 ? 'one' : 'none';
  const Icon = complete ? IconShieldCheck : IconHourglass;
  return (
    <div className="emergency-signature" data-testid="signatures">
      <Icon size={20} color={complete ? 'var(--ok)' : 'var(--warn)'} aria-hidden />
      <strong>{t(`proposal.${heading}`)}</strong>
      {signers.map((role) => {
        const signed = signatures.find((signature) => signature.role === role);
        return (
          <span key={role} className="muted">
            {t(`signer.${role}`)} — {signed ? `${signed.by}, ${formatDay(signed.on, language)}` : t('proposal.missing')}
            {signed?.onBehalfOf && ` (${t('onBehalfOf', { name: signed.onBehalfOf })})`}
          </span>
        );
      })}
    </div>
  );
}
