/**
 * Scripts that tools bring along and start-up files source: version managers, prompts, completions. The largest files that a
 * shell loads are among them (nvm.sh has 160 kB, the prompt of powerlevel10k 350 kB).
 */

const FRAMEWORKS =
  /oh-my-zsh|oh-my-bash|\.?nvm|fzf|conda|mamba|pyenv|rbenv|sdkman|cargo\/env|ghcup|\.?asdf|completion|plugin|antigen|antidote|zinit|zplug|zim|prezto|starship|p10k|powerlevel|iterm2|virtualenv|\.?bun\b|rvm|homebrew|brew|\.?deno\/env|local\/bin\/env|emsdk|setvars|oneapi|modules?\/init|lmod|spack|google-cloud-sdk|autojump|bash_completion|vte\.sh|etc\/(?:bashrc|bash\.bashrc|profile|zsh|skel)/i;

/** Does a path look like third-party code (a framework, a version manager, completions), or like what loads it? */
export function isFramework(path: string): boolean {
  return FRAMEWORKS.test(path);
}

/**
 * Names that only the tools themselves give. Each was read: it sets no proxy, list, timeout or address (nvm-sh/nvm `nvm.sh`,
 * scop/bash-completion `bash_completion`, romkatv/powerlevel10k `internal` and `config`, junegunn/fzf `shell`,
 * zsh-users/zsh-autosuggestions, zsh-users/zsh-syntax-highlighting, git `contrib/completion`).
 */
const OWN_SCRIPT =
  /\/(?:nvm\.sh|(?:\.nvm|bash-completion)\/bash_completion|\.?p10k\.zsh|\.fzf\/shell\/(?:completion|key-bindings)\.\w+|fzf\/(?:examples|shell)\/(?:completion|key-bindings)\.\w+|zsh-(?:autosuggestions|syntax-highlighting)\.(?:plugin\.)?zsh|git-(?:completion\.(?:bash|zsh)|prompt\.sh))$/;

/** Is this a tool's own script, which sets nothing that is judged? Nobody writes their settings there. */
export function isToolScript(path: string): boolean {
  return OWN_SCRIPT.test(path);
}
