// Runs before the first paint, so that the page opens in the reader's language and theme without a flash.
(() => {
  const MOST_ATTEMPTS = 3;
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const scheme = stored('mantine-color-scheme-value');
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  if (stored('language') === 'en') root.lang = 'en';

  // A line that breaks while the app comes leaves an empty page: it is asked for again, a few times. What breaks later is
  // for the app itself.
  const attempts = Number(sessionStorage.getItem('attempts') ?? 0);
  const again = ({ target }) => {
    const part = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
    if (!part || attempts >= MOST_ATTEMPTS || document.getElementById('root')?.hasChildNodes()) return;
    removeEventListener('error', again, true);
    sessionStorage.setItem('attempts', String(attempts + 1));
    setTimeout(() => location.reload(), 1000);
  };
  addEventListener('error', again, true);
})();
