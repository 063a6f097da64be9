import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProjectView } from '../projects-api';

interface Props {
  value: ProjectView;
  term: ProjectView['agreedTerms'][number];
}

/** Says that the signed agreement fixes a part, and leads to where an amendment changes it. */
export function AgreedNote({ value, term }: Props) {
  const { t } = useTranslation('projects');
  if (!value.agreedTerms.includes(term)) return null;
  return (
    <Text size="sm" className="muted" data-testid={`agreed-${term}`}>
      {t('editor.agreed', { term: t(`agreedTerm.${term}`) })}{' '}
      <Link to="/projets/$id" params={{ id: value.code }} search={{ onglet: 'convention' }}>
        {t('editor.amend')}
      </Link>
    </Text>
  );
}
