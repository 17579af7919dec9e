import type { Rule, RuleDocs } from '../src/core.ts';

export default {
  id: 'malformed-plist',
  summary: {
    en: 'The plist is not well-formed: property list readers refuse it.',
    zh: 'plist 格式有误，属性列表的解析器会拒绝读取。',
  },
  severity: 'error',
  needs: ['launchd'],

  *check(project) {
    for (const document of project.documents.values()) {
      yield* document.errors.filter((error) => error.rule === 'malformed-plist');
    }
  },
} satisfies Rule;

export const docs: RuleDocs = {
  text: {
    en: `
Readers of property lists refuse a broken file as a whole, and most say neither where nor why; \`launchctl bootstrap\` has
"5: Input/output error" for this and for much else. The usual causes: a bare \`&\` in a URL
(write \`&amp;\`), \`--\` inside a comment (XML forbids it, which is why an option cannot be commented out), a tag that is never
closed, a key without a value, a placeholder such as \`<HOME>\` left from a template.`,
    zh: `
plist 一有语法错误，解析器就会拒绝整个文件，而且大多不说错在哪里；\`launchctl bootstrap\` 不管遇到这种还是别的毛病，都只报一句
“5: Input/output error”。常见原因：URL 里直接写了 \`&\`（应写成 \`&amp;\`）；注释里出现 \`--\`
（XML 不允许，所以没法把选项注释掉）；标签没有闭合；键没有对应的值；模板里的占位符（如 \`<HOME>\`）没有替换。`,
  },
  bad: [
    {
      files: `
        -- Library/LaunchAgents/com.example.a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.a</string>
          <key>Program</key><string>/opt/a</string>
          <key>EnvironmentVariables</key>
          <dict>
            <key>HOOK_URL</key><string>https://a.example/?x=1&y=2</string>
                                                             ^ error
          </dict>
        </dict>
        </plist>
      `,
      fixed: `
        -- Library/LaunchAgents/com.example.a.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.a</string>
          <key>Program</key><string>/opt/a</string>
          <key>EnvironmentVariables</key>
          <dict>
            <key>HOOK_URL</key><string>https://a.example/?x=1&amp;y=2</string>
          </dict>
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/com.example.b.plist --
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.b</string>
          <key>Program</key><string>/opt/b</string>
          <!-- no --replace here -->
                  ^^ error
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/old.plist --
        { Label = "old"; ProgramArguments = ( "/opt/old" ); }
        ^ error launchctl refuses this file: it is an old-style (ASCII) property list
      `,
    },
  ],
  good: [
    {
      files: `
        -- Library/LaunchAgents/com.example.c.plist --
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
          "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key><string>com.example.c</string>
          <key>Program</key><string>/opt/c &amp; d</string>
          <!-- fine -->
        </dict>
        </plist>
      `,
    },
    {
      files: `
        -- Library/LaunchAgents/com.example.d.plist --
        <plist version='1.0'><dict><key>Label</key><string>d</string><key>Program</key><string><![CDATA[/opt/a & b]]></string></dict></plist>
      `,
    },
  ],
};
