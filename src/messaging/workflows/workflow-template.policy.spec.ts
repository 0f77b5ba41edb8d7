import { processorMs } from '../../../test/support/processor-time.js';
import { filled, templateProblems, VARIABLES, type TemplateValues } from './workflow-template.policy.js';

const values = Object.fromEntries(VARIABLES.map((name) => [name, `<${name}>`])) as TemplateValues;

describe('a template', () => {
  it('knows every variable, with spaces around it or without', () => {
    const template = VARIABLES.map((name) => `{{${name}}} {{ ${name} }}`).join('\n');
    expect(templateProblems(template)).toEqual([]);
    expect(filled(template, values)).toBe(VARIABLES.map((name) => `<${name}> <${name}>`).join('\n'));
  });

  it.each(['toString', '__proto__', 'constructor', 'first_name', '.', ''])(
    'names {{%s}}, which is none',
    (name) => {
      expect(templateProblems(`Hello {{${name}}}`)).toEqual([
        `There is no {{${name}}}. Choose from ${VARIABLES.join(', ')}.`,
      ]);
      expect(filled(`Hello {{${name}}}`, values)).toBe('Hello ');
    },
  );

  it.each([
    ['a section', '{{#invitee_name}}x{{/invitee_name}}'],
    ['its opposite', '{{^invitee_name}}x{{/invitee_name}}'],
    ['a partial', '{{> invitee_name}}'],
    ['an unescaped value', '{{{invitee_name}}}'],
    ['the same by a sign', '{{& invitee_name}}'],
    ['a comment', '{{! invitee_name}}'],
    ['other delimiters', '{{=<% %>=}}<% invitee_name %>'],
    ['a tag without end', 'Hello {{invitee_name'],
    ['a section without end', '{{#invitee_name}}'],
    ['an end without section', '{{/invitee_name}}'],
  ])('refuses %s', (_, template) => {
    expect(templateProblems(template)).toHaveLength(1);
  });

  it('takes values for what they are', () => {
    const name = '{{manage_url}} {{{x}}} <b>&amp;</b> $& \\1';
    expect(filled('Dear {{invitee_name}}!', { ...values, invitee_name: name })).toBe(`Dear ${name}!`);
  });

  it.each([
    ['spaces in a tag', `{{a${' '.repeat(100_000)}`],
    ['line ends', '\n'.repeat(100_000)],
    ['opening tags', '{{'.repeat(50_000)],
    ['closing tags', '}}'.repeat(50_000)],
    ['variables', '{{event_name}}'.repeat(7_000)],
    ['spaces in many tags', `{{${' '.repeat(190)}`.repeat(500)],
    ['a text', 'A word. '.repeat(12_500)],
  ])('of 100 kB of %s is refused within 50 ms', (_, template) => {
    expect(processorMs(() => expect(templateProblems(template)).toHaveLength(1))).toBeLessThan(50);
  });
});
