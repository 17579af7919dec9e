export EDITOR=vim PATH="$HOME/bin:$PATH"
alias ll='ls -l'
proxy_on() {
  export http_proxy=http://127.0.0.1:7890 https_proxy=http://127.0.0.1:7890
}
if command -v git >/dev/null; then git config --global core.editor "$EDITOR"; fi
