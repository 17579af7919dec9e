/** Sharing: a link with all files in its hash, a comment, a picture. Secrets are masked before anything is made of them. */
import { play } from '../play-words.ts';
import type { RemoteMachine } from './client.ts';
import { byId, copyText, lang, tell } from './dom.ts';
import { hashOf } from './link.ts';
import type { Picture } from './picture.ts';
import { copyPicture, pictureOf } from './picture.ts';

interface SharingOptions {
  readonly machine: RemoteMachine;
  readonly state: () => { readonly open: string; readonly error: string };
  readonly picture: () => Picture;
}

/** Longer links are cut by some programs. */
const LONG_CHARACTERS = 8000;

/** Prepares the buttons. */
export function prepareSharing({ machine, state, picture }: SharingOptions): void {
  byId('share').addEventListener('click', async () => {
    const { open, error } = state();
    const masked = await machine.masked(error);
    const hash = await hashOf({ files: masked.files, open, error: masked.error || undefined });
    history.replaceState(null, '', hash);
    const isCopied = await copyText(location.href);
    const kb = Math.ceil(hash.length / 1000);
    const long = hash.length > LONG_CHARACTERS ? play('linkLong', lang, { n: kb }) : '';
    tell(isCopied ? long || play('linkCopied', lang, { n: masked.count }) : play('notCopied', lang));
  });
  byId('copyComment').addEventListener('click', async () => {
    const isCopied = await copyText(await machine.comment(lang));
    tell(play(isCopied ? 'copied' : 'notCopied', lang));
  });
  byId('copyPicture').addEventListener('click', async () => {
    const outcome = await copyPicture(pictureOf(picture()));
    tell(play(outcome, lang));
  });
}
