import type { Lang } from '../language';
import type { DemonstrationAccount } from './accounts';

export interface SignInPage {
  lang: Lang;
  accounts: readonly DemonstrationAccount[];
  /** Whether the person confirms who they are before a decision. */
  stepUp: boolean;
}

const texts = {
  fr: {
    title: 'Connexion – Abonde',
    heading: 'Qui êtes-vous ?',
    confirm: 'Confirmez que c’est vous',
    notice: 'Démonstration : personnes fictives, sans mot de passe. Choisissez un rôle pour entrer.',
    why: 'Cette décision engage le Fonds : elle demande une nouvelle connexion.',
    other: 'English',
  },
  en: {
    title: 'Sign in – Abonde',
    heading: 'Who are you?',
    confirm: 'Confirm it is you',
    notice: 'Demonstration: fictitious people, no password. Choose a role to enter.',
    why: 'This decision commits the Fund: it asks you to sign in again.',
    other: 'Français',
  },
} as const;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** The sign-in page of the demonstration: plain HTML, no script. */
export function signInPage({ lang, accounts, stepUp }: SignInPage): string {
  const text = texts[lang];
  const other = lang === 'fr' ? 'en' : 'fr';
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><strong>Abonde</strong><a href="?lang=${other}" lang="${other}" hreflang="${other}">${text.other}</a></header>
<h1>${stepUp ? text.confirm : text.heading}</h1>
<p class="notice">${text.notice}</p>
${stepUp ? `<p>${text.why}</p>` : ''}
<form method="post">
${accounts.map((account) => button(account, lang)).join('\n')}
</form>
</main>
</body>
</html>`;
}

function button({ id, name, label }: DemonstrationAccount, lang: Lang): string {
  return `<button name="account" value="${escape(id)}"><span>${escape(name)}</span><small>${escape(label[lang])}</small></button>`;
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem; }
header { display: flex; justify-content: space-between; }
h1 { font-size: 1.75rem; margin: 1.5rem 0 .5rem; }
.notice { border-left: 4px solid #b45309; padding: .5rem .75rem; background: color-mix(in srgb, #f59e0b 15%, Canvas); }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .75rem; margin-top: 1.5rem; }
button { font: inherit; text-align: left; padding: .75rem 1rem; border: 1px solid color-mix(in srgb, CanvasText 30%, Canvas);
  border-radius: .5rem; background: Canvas; color: CanvasText; cursor: pointer; }
button:hover, button:focus-visible { border-color: #1d4ed8; outline: 2px solid #1d4ed8; outline-offset: 1px; }
button span { display: block; font-weight: 600; }
button small { color: color-mix(in srgb, CanvasText 75%, Canvas); font-size: .9rem; }
`;
