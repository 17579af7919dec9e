/** The extension for VS Code: starts the bundled server, shows that it runs, and shows where requests go. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

const isChinese = (): boolean => vscode.env.language.toLowerCase().startsWith('zh');
const words = (en: string, zh: string): string => (isChinese() ? zh : en);

/** What the server is told about: it decides by name and content which of these files are its own. */
const LANGUAGES = [
  'dotenv',
  'dockerfile',
  'shellscript',
  'fish',
  'yaml',
  'dockercompose',
  'json',
  'jsonc',
  'toml',
  'ini',
  'properties',
  'xml',
  'plaintext',
  'systemd',
  'git-config',
];

/** Called by VS Code when the first of these files is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath(path.join('server', 'envlint.cjs'));
  client = new LanguageClient(
    'envlint',
    'envlint',
    { module, args: ['lsp'], transport: TransportKind.stdio },
    {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: 'file', language },
        { scheme: 'untitled', language },
      ]),
      initializationOptions: { ...settings(), showsRoutes: true },
      synchronize: { configurationSection: 'envlint' },
      middleware: {
        executeCommand: async (command, given, next) => {
          const answer: unknown = await next(command, given);
          if (command === 'envlint.showRoute' && typeof answer === 'string') await show(answer);
          return answer;
        },
      },
    },
  );
  context.subscriptions.push(statusItem(client), ...commands());
  await client.start();
}

/** Called by VS Code when it ends. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

const settings = (): object => ({ ...vscode.workspace.getConfiguration('envlint') });

function statusItem(of: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'envlint',
    LANGUAGES.map((language) => ({ language })),
  );
  item.name = 'envlint';
  item.command = { command: 'envlint.askRoute', title: words('Show a route', '查看走向') };
  const tell = (state: State): void => {
    item.busy = state === State.Starting;
    item.severity =
      state === State.Stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.text = state === State.Stopped ? words('envlint has stopped', 'envlint 已停止') : 'envlint';
  };
  tell(of.state);
  const listener = of.onDidChangeState(({ newState }) => tell(newState));
  return vscode.Disposable.from(item, listener);
}

function commands(): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('envlint.askRoute', async () => {
      const prompt = words('URL or host', 'URL 或主机名');
      const typed = await vscode.window.showInputBox({ prompt, placeHolder: 'https://api.openai.com' });
      if (!typed) return;
      const url = typed.includes('://') ? typed : `https://${typed}`;
      const file = vscode.window.activeTextEditor?.document.uri.toString();
      await vscode.commands.executeCommand('envlint.showRoute', url, file);
    }),
    vscode.commands.registerCommand('envlint.restart', () => client?.restart()),
  ];
}

async function show(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content, language: 'plaintext' });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}
