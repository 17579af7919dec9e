-- Opens a file in Neovim with the server, has the first finding repaired, saves, and says what was there before and after.
local program, file = vim.env.ENVLINT, vim.env.FILE
local function fail(why)
  io.stdout:write('failed: ' .. why .. '\n')
  vim.cmd('cquit')
end
vim.cmd('edit ' .. vim.fn.fnameescape(file))
local client = vim.lsp.start_client({ name = 'envlint', cmd = { vim.env.NODE, program, 'lsp' }, root_dir = vim.env.ROOT })
if not client then fail('no client') end
vim.lsp.buf_attach_client(0, client)
local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do table.insert(found, one.code or one.user_data.lsp.code) end
  table.sort(found)
  return table.concat(found, ',')
end
if not vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20) then fail('no diagnostics') end
local before = codes()
local line = vim.diagnostic.get(0)[1].lnum
local params = {
  textDocument = vim.lsp.util.make_text_document_params(0),
  range = { start = { line = line, character = 0 }, ['end'] = { line = line, character = 1 } },
  context = { diagnostics = {}, only = { 'quickfix' } },
}
local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
local actions = answer and answer[client] and answer[client].result or {}
if #actions == 0 then fail('no actions') end
vim.lsp.util.apply_workspace_edit(actions[1].edit, vim.lsp.get_client_by_id(client).offset_encoding or 'utf-16')
if not vim.wait(20000, function() return codes() ~= before end, 20) then fail('the diagnostics stay') end
vim.cmd('write')
io.stdout:write(vim.fn.json_encode({ before = before, title = actions[1].title, after = codes() }) .. '\n')
vim.cmd('qall!')
