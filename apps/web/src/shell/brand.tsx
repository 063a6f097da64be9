import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function Brand({ to = '/' }: { to?: '/' | '/public' }) {
  const { t } = useTranslation();
  return (
    <Link to={to} className="brand">
      <img src="/icon.svg" alt="" width={30} height={30} />
      <span className="ellipsis">{t('shell.app')}</span>
    </Link>
  );
}
