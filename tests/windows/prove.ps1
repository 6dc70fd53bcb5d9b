<#
.SYNOPSIS
Proves on a Windows machine what tests on Linux and under Wine cannot, and gives one verdict.

.DESCRIPTION
Run once, as an administrator, on a machine on which Trustmend is installed:

    powershell -ExecutionPolicy Bypass -File tests\windows\prove.ps1

docs/proof.md says what each check is for. Nothing of the machine is changed but in a folder of its
own below TEMP, unless -Change is given. The last line is the verdict, and the exit code is 0 if all
that was looked at holds, 1 if something does not, 3 if a check could not be made at all.

NOT YET RUN ON WINDOWS: where this script itself is wrong, mend it and say so. It was written for
PowerShell 5.1 and later, and for a Windows in English: sentences in the console are in its language.

.PARAMETER Programs
The folder of trustmend.exe.

.PARAMETER Files
Folders of files that both Windows and Trustmend judge, with ; between them. By default some of Windows' own folders and
that of the programs; the fixtures of the tests (build/fixtures) are worth adding.

.PARAMETER Most
How many files of each folder are judged.

.PARAMETER Console
The console file, if it is not beside the programs.

.PARAMETER Change
Also installs a root certificate of its own on this machine, and takes it out again.

.PARAMETER Ask
Also asks the person who runs it what only eyes and ears can tell.

.PARAMETER Report
Where the results are written as JSON.
#>
[CmdletBinding()]
param(
    [string] $Programs = "$env:ProgramFiles\Trustmend",
    [string] $Files = "$env:windir\System32;$env:windir\System32\drivers",
    [int] $Most = 400,
    [string] $Console = '',
    [switch] $Change,
    [switch] $Ask,
    [string] $Report = "$env:TEMP\trustmend-proof.json"
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding($false)

$trustmend = Join-Path $Programs 'trustmend.exe'
$work = Join-Path $env:TEMP ('trustmend-proof-' + [Guid]::NewGuid().ToString('N'))
$results = New-Object System.Collections.ArrayList

function Add-Result([string] $Check, [string] $Outcome, [string] $Detail) {
    [void] $results.Add([pscustomobject] @{ check = $Check; outcome = $Outcome; detail = $Detail })
    Write-Host ('{0,-8} {1}  {2}' -f $Outcome, $Check, $Detail)
}

# Runs a check, which returns nothing if it holds, or else says why not. "skip: WHY" is a skip.
function Test-Claim([string] $Check, [scriptblock] $Body) {
    try {
        $why = @(& $Body) -join '; '
        if ($why -eq '') {
            Add-Result $Check 'holds' ''
        } elseif ($why -like 'skip: *') {
            Add-Result $Check 'skipped' $why.Substring(6)
        } else {
            Add-Result $Check 'FAILS' $why
        }
    } catch {
        Add-Result $Check 'BROKEN' $_.Exception.Message
    }
}

# What the program prints as JSON Lines; $script:code has its exit code, $script:said its errors.
function Invoke-Trustmend([string[]] $Arguments) {
    $errors = Join-Path $work 'stderr.txt'
    $ErrorActionPreference = 'Continue'
    # Options may stand anywhere, but not behind the -- of the arguments.
    $lines = & $trustmend '--format' 'json' @Arguments 2> $errors
    $script:code = $LASTEXITCODE
    $script:said = ''
    if (Test-Path $errors) {
        $script:said = [IO.File]::ReadAllText($errors)
    }
    foreach ($line in $lines) {
        if ($line) {
            ConvertFrom-Json $line
        }
    }
}

function Get-Record([string[]] $Arguments, [string[]] $Types) {
    Invoke-Trustmend $Arguments | Where-Object { $Types -contains $_.type }
}

# WinVerifyTrust --------------------------------------------------------------------------------

Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;

public static class TrustmendProof
{
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct FileInfo
    {
        public uint Size;
        [MarshalAs(UnmanagedType.LPWStr)] public string Path;
        public IntPtr File;
        public IntPtr Subject;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Data
    {
        public uint Size;
        public IntPtr Policy;
        public IntPtr Sip;
        public uint Interface;
        public uint Revocation;
        public uint Union;
        public IntPtr File;
        public uint Action;
        public IntPtr State;
        public IntPtr Url;
        public uint Flags;
        public uint Context;
        public IntPtr Settings;
    }

    [DllImport("wintrust.dll", ExactSpelling = true)]
    static extern int WinVerifyTrust(IntPtr window, ref Guid action, ref Data data);

    // No window, no revocation, one file; what is fetched comes from the cache only.
    public static uint Judge(string path)
    {
        Guid action = new Guid("00AAC56B-CD44-11D0-8CC2-00C04FC295EE");
        FileInfo file = new FileInfo();
        Data data = new Data();
        IntPtr memory = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(FileInfo)));

        file.Size = (uint)Marshal.SizeOf(typeof(FileInfo));
        file.Path = path;
        Marshal.StructureToPtr(file, memory, false);
        data.Size = (uint)Marshal.SizeOf(typeof(Data));
        data.Interface = 2;
        data.Revocation = 0;
        data.Union = 1;
        data.File = memory;
        data.Action = 1;
        data.Flags = 0x1010;
        uint result = (uint)WinVerifyTrust(new IntPtr(-1), ref action, ref data);
        data.Action = 2;
        WinVerifyTrust(new IntPtr(-1), ref action, ref data);
        Marshal.DestroyStructure(memory, typeof(FileInfo));
        Marshal.FreeHGlobal(memory);
        return result;
    }
}
'@

# Files of a folder that may carry a signature, the first of them by name.
function Get-Candidate([string] $Folder) {
    $kinds = '.exe', '.dll', '.sys', '.cat', '.msi', '.cab', '.ps1', '.vbs', '.js', '.msix', '.appx'
    Get-ChildItem -LiteralPath $Folder -File -ErrorAction SilentlyContinue |
        Where-Object { $kinds -contains $_.Extension.ToLowerInvariant() } |
        Sort-Object Name | Select-Object -First $Most
}

function Compare-Verdict([string] $Folder) {
    $paths = @(Get-Candidate $Folder | ForEach-Object { $_.FullName })
    if ($paths.Count -eq 0) {
        return "skip: no files in $Folder"
    }
    $differing = New-Object System.Collections.ArrayList
    # A command line holds 32,767 characters.
    for ($first = 0; $first -lt $paths.Count; $first += 50) {
        $last = [Math]::Min($first + 49, $paths.Count - 1)
        $records = Get-Record (@('verify', '--ask-windows', 'never', '--') + $paths[$first..$last]) @('file')
        foreach ($record in $records) {
            if ($record.verdict -eq 'error') {
                [void] $differing.Add("$($record.path): $($record.message)")
                continue
            }
            $windows = '0x{0:X8}' -f [TrustmendProof]::Judge($record.path)
            if ($windows -ne $record.code) {
                [void] $differing.Add("$($record.path): Windows $windows, we $($record.code) $($record.name)")
            }
        }
    }
    $differing
}

# What PowerShell itself says, which also asks Windows' own catalog files.
function Compare-Authenticode([string] $Folder) {
    $paths = @(Get-Candidate $Folder | ForEach-Object { $_.FullName } | Select-Object -First 100)
    if ($paths.Count -eq 0) {
        return "skip: no files in $Folder"
    }
    foreach ($record in Get-Record (@('verify', '--ask-windows', 'never', '--') + $paths) @('file')) {
        $signature = Get-AuthenticodeSignature -LiteralPath $record.path
        $type = $signature.PSObject.Properties['SignatureType']
        if ($type -and "$($type.Value)" -eq 'Catalog') {
            continue
        }
        if (($signature.Status -eq 'Valid') -ne ($record.verdict -eq 'trusted')) {
            "$($record.path): Windows $($signature.Status), we $($record.verdict)"
        }
    }
}

# Stores ----------------------------------------------------------------------------------------

function Compare-Store([string] $Store) {
    $known = @{}
    foreach ($record in Get-Record @('roots', '--installed') @('installed')) {
        $known[$record.sha1.ToLowerInvariant()] = $true
    }
    foreach ($certificate in Get-ChildItem "Cert:\LocalMachine\$Store") {
        if (-not $known.ContainsKey($certificate.Thumbprint.ToLowerInvariant())) {
            "$Store has $($certificate.Thumbprint) ($($certificate.Subject)), and it is not shown"
        }
    }
}

function Test-Import {
    if (-not $Change) {
        return 'skip: only with -Change'
    }
    $made = New-SelfSignedCertificate -Type Custom -Subject 'CN=Trustmend proof' -CertStoreLocation Cert:\CurrentUser\My `
        -KeyUsage CertSign -TextExtension @('2.5.29.19={critical}{text}ca=1')
    $file = Join-Path $work 'root.cer'
    [IO.File]::WriteAllBytes($file, $made.RawData)
    Remove-Item -LiteralPath "Cert:\CurrentUser\My\$($made.Thumbprint)"
    $place = "Cert:\LocalMachine\Root\$($made.Thumbprint)"
    $state = Join-Path $work 'state-import'
    [void] (Invoke-Trustmend @('import', $made.Thumbprint, '--unpinned', '--yes', '--from', $file, '--state', $state))
    if (-not (Test-Path $place)) {
        return "it is not installed: $said"
    }
    [void] (Invoke-Trustmend @('undo', '--last', '--yes', '--state', $state))
    if (Test-Path $place) {
        return "it is still installed: $said"
    }
}

# Changes to files ------------------------------------------------------------------------------

# A file that carries a signature of its own which is trusted.
function Get-TrustedFile {
    $paths = foreach ($folder in @($Programs) + @($Files -split ';')) {
        Get-Candidate $folder | Select-Object -First 50 | ForEach-Object { $_.FullName }
    }
    $record = Get-Record (@('verify', '--') + @($paths)) @('file') |
        Where-Object { $_.verdict -eq 'trusted' } | Select-Object -First 1
    if (-not $record) {
        throw 'no file with a trusted signature of its own was found; name a folder with -Files'
    }
    $record.path
}

function Test-Restore {
    $folder = Join-Path $work 'restore'
    [void] (New-Item -ItemType Directory $folder)
    $renamed = Join-Path $folder 'proof.dll_invalid'
    Copy-Item -LiteralPath (Get-TrustedFile) -Destination $renamed
    $access = (Get-Acl -LiteralPath $renamed).Sddl
    $state = Join-Path $work 'state-restore'

    # The Restart Manager names the program that holds a file.
    $held = [IO.File]::Open($renamed, 'Open', 'Read', 'None')
    [void] (Invoke-Trustmend @('restore', '--yes', '--state', $state, $renamed))
    $held.Close()
    if ($code -eq 0) {
        'a file that is held was restored'
    }
    if ($said -notmatch 'powershell|pwsh') {
        "the program that holds a file is not named: $said"
    }

    [void] (Invoke-Trustmend @('restore', '--yes', '--state', $state, $renamed))
    $restored = Join-Path $folder 'proof.dll'
    if ($code -ne 0 -or -not (Test-Path -LiteralPath $restored)) {
        return "it was not restored: $said"
    }
    if ((Get-Acl -LiteralPath $restored).Sddl -ne $access) {
        'restoring changed owner or rights'
    }
    [void] (Invoke-Trustmend @('undo', '--last', '--yes', '--state', $state))
    if (-not (Test-Path -LiteralPath $renamed)) {
        "it was not taken back: $said"
    }
}

function Test-Setting {
    $folder = Join-Path $work 'setting'
    [void] (New-Item -ItemType Directory $folder)
    $file = Join-Path $folder 'ofcscan.ini'
    $text = "[INI_SERVER_SECTION]`r`nCheckDigitalSignatureForHotfix=1`r`n[Global Setting]`r`nCheckDigitalSignatureForUpgrade=1`r`n"
    [IO.File]::WriteAllText($file, $text)
    $rights = Get-Acl -LiteralPath $file
    $everyone = New-Object Security.Principal.SecurityIdentifier('S-1-1-0')
    $rule = New-Object Security.AccessControl.FileSystemAccessRule($everyone, 'Read', 'Allow')
    $rights.AddAccessRule($rule)
    Set-Acl -LiteralPath $file -AclObject $rights
    (Get-Item -LiteralPath $file).Attributes = 'Archive, Hidden'
    $before = (Get-Acl -LiteralPath $file).Sddl
    $state = Join-Path $work 'state-setting'

    [void] (Invoke-Trustmend @('checks', 'relax', '--ini', $file, '--reason', 'proof', '--no-restart', '--yes', '--state', $state))
    if ([IO.File]::ReadAllText($file) -notmatch 'ForHotfix=0') {
        "the check was not relaxed: $said"
    }
    if ((Get-Acl -LiteralPath $file).Sddl -ne $before) {
        'replacing ofcscan.ini changed its owner or rights'
    }
    if (((Get-Item -LiteralPath $file -Force).Attributes -band [IO.FileAttributes]::Hidden) -eq 0) {
        'replacing ofcscan.ini changed its attributes'
    }
    foreach ($entry in (Get-Acl -LiteralPath (Join-Path $state 'backup')).Access) {
        $sid = $entry.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value
        if (@('S-1-5-32-545', 'S-1-1-0', 'S-1-5-11') -contains $sid) {
            "others may look into the folder of copies: $($entry.IdentityReference)"
        }
    }
    [void] (Invoke-Trustmend @('checks', 'enforce', '--ini', $file, '--no-restart', '--yes', '--state', $state))
    if ([IO.File]::ReadAllText($file) -ne $text) {
        'enforcing did not bring the very bytes back'
    }
}

# Explorer's menu -------------------------------------------------------------------------------

# The names that the shell shows for an item, without access keys.
function Get-ShellVerb([string] $Path) {
    $shell = New-Object -ComObject Shell.Application
    $folder = $shell.NameSpace([IO.Path]::GetDirectoryName($Path))
    $item = $folder.ParseName([IO.Path]::GetFileName($Path))
    foreach ($verb in $item.Verbs()) {
        $verb.Name -replace '&', ''
    }
}

function Test-Menu {
    if (-not (Test-Path (Join-Path $Programs 'trustmend-menu.dll'))) {
        return 'skip: the menu is not installed'
    }
    $verify = 'ignatur|' + [char] 0x7F72 + [char] 0x540D
    $folder = Join-Path $work 'menu'
    [void] (New-Item -ItemType Directory $folder)
    foreach ($name in 'plain.dll', 'x.dll_invalid', 'X.DLL_INVALID_invalid') {
        $path = Join-Path $folder $name
        [IO.File]::WriteAllText($path, 'proof')
        $verbs = @(Get-ShellVerb $path)
        if (@($verbs -match $verify).Count -lt 1) {
            "$name has no command to verify: $($verbs -join ', ')"
        }
        if (@($verbs -match '_invalid').Count -ne [int] ($name -like '*_invalid')) {
            "$name has a wrong command to restore: $($verbs -join ', ')"
        }
    }
    if (@(@(Get-ShellVerb $folder) -match $verify).Count -lt 1) {
        'a folder has no command to verify'
    }
}

# The console -----------------------------------------------------------------------------------

# In the order of the tree: the command whose records are a node's rows, and the member of a record
# that one of the row's cells shows.
$nodes = @(
    @{ name = 'overview'; command = @('check'); types = @('finding'); member = 'title' },
    @{ name = 'required-certificates'; command = @('roots'); types = @('required'); member = 'name' },
    @{ name = 'installed-roots'; command = @('roots', '--installed'); types = @('installed'); member = 'name' },
    @{ name = 'agent-certificate'; command = @('agent'); types = @('agent-certificate'); member = 'path' },
    @{ name = 'renamed-files'; command = @('invalid'); types = @('renamed'); member = 'path' },
    @{ name = 'signature-checks'; command = @('checks'); types = @('check'); member = 'path' },
    @{ name = 'mismatched-agents'; command = @(); types = @(); member = '' },
    @{ name = 'history'; command = @('history'); types = @('change'); member = 'text' }
)

# The cells of the list, a line of text for each row, once it has stopped growing.
function Get-Row($View) {
    $count = -1
    for ($second = 0; $second -lt 120; $second += 3) {
        Start-Sleep -Seconds 3
        $now = $View.ListItems.Count
        if ($now -eq $count) {
            break
        }
        $count = $now
    }
    for ($index = 1; $index -le $View.ListItems.Count; $index++) {
        $item = $View.ListItems.Item($index)
        $cells = for ($column = 1; $column -le $View.Columns.Count; $column++) {
            $View.CellContents($item, $column)
        }
        @($cells) -join "`t"
    }
}

function Compare-Node($View, $Node) {
    if ($Node.command.Count -eq 0) {
        return
    }
    $records = @(Get-Record $Node.command $Node.types)
    $rows = @(Get-Row $View)
    if ($rows.Count -lt $records.Count) {
        "$($Node.name): $($rows.Count) rows for $($records.Count) records"
    }
    foreach ($record in $records) {
        $text = "$($record.($Node.member))"
        if (@($rows | Where-Object { $_.Contains($text) }).Count -eq 0) {
            "$($Node.name): no row shows '$text'"
        }
    }
}

function Test-Console {
    $file = $Console
    if (-not $file) {
        $file = Join-Path $Programs 'trustmend.msc'
    }
    if (-not (Test-Path -LiteralPath $file)) {
        return "skip: there is no $file"
    }
    $mmc = New-Object -ComObject MMC20.Application
    try {
        $mmc.Load($file)
        $view = $mmc.Document.ActiveView
        $space = $mmc.Document.ScopeNamespace
        # The console's root has our node, and that has the eight.
        $ours = $space.GetChild($mmc.Document.RootNode)
        $space.Expand($ours)
        $node = $space.GetChild($ours)
        foreach ($expected in $nodes) {
            if (-not $node) {
                return "there is no node for $($expected.name)"
            }
            $view.ActiveScopeNode = $node
            Compare-Node $view $expected
            $node = $space.GetNext($node)
        }
    } finally {
        $mmc.Quit()
    }
}

function Test-Help {
    if (-not (Test-Path (Join-Path $Programs 'trustmend-snapin.dll'))) {
        return 'skip: the console is not installed'
    }
    foreach ($node in $nodes) {
        $page = Join-Path $Programs "help\$($node.name).html"
        if (-not (Test-Path -LiteralPath $page)) {
            "there is no $page"
        }
    }
}

# What only a person can tell -------------------------------------------------------------------

$questions = @(
    'Double-click trustmend.msc: does it open without a warning of MMC, and does the tree show eight nodes?',
    'In the console: does F1 open a page about the node that is selected?',
    'Right-click a file in Explorer: does the menu show "Verify signature" (on Windows 11 below "Show more options")?',
    'Windows 11 with the sparse package added: does the FIRST level of the menu show it?',
    'Dark mode: are the menu icons and the window readable?',
    'High contrast: are the menu icons and the window readable?',
    'Move the window between screens of different resolutions: does it stay sharp, with nothing cut off?',
    'Narrator or another screen reader: does it read the list''s rows, and the name of each control?',
    'Restore a file below Program Files from Explorer: does Windows ask for consent, and does "No" leave all as it was?',
    'Open Properties (Alt+Enter) in the window: is it Windows'' own page of that file?',
    'With the product installed: do "checks relax" and "checks enforce" restart the Master Service?'
)

function Read-Answer {
    foreach ($question in $questions) {
        if (-not $Ask) {
            Add-Result 'asked' 'skipped' $question
            continue
        }
        $answer = Read-Host "$question [y/n, anything else: not looked at]"
        if ($answer -eq 'y') {
            Add-Result 'asked' 'holds' $question
        } elseif ($answer -eq 'n') {
            Add-Result 'asked' 'FAILS' $question
        } else {
            Add-Result 'asked' 'skipped' $question
        }
    }
}

# The run ---------------------------------------------------------------------------------------

[void] (New-Item -ItemType Directory $work)
try {
    Test-Claim 'programs' {
        if (-not (Test-Path -LiteralPath $trustmend)) {
            "there is no $trustmend"
        } elseif ((& $trustmend '--version') -notmatch '^trustmend \d+\.\d+\.\d+$') {
            'it does not say its version'
        }
    }
    Test-Claim 'rights' {
        $user = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
        if (-not $user.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
            'run it as an administrator'
        }
    }
    foreach ($folder in @($Files -split ';') + $Programs) {
        Test-Claim "WinVerifyTrust over $folder" { Compare-Verdict $folder }
        Test-Claim "Get-AuthenticodeSignature over $folder" { Compare-Authenticode $folder }
    }
    foreach ($store in 'Root', 'AuthRoot', 'CA', 'Disallowed', 'TrustedPublisher') {
        Test-Claim "store $store" { Compare-Store $store }
    }
    Test-Claim 'import and undo' { Test-Import }
    Test-Claim 'restore, Restart Manager, undo' { Test-Restore }
    Test-Claim 'settings' { Test-Setting }
    Test-Claim 'menu' { Test-Menu }
    Test-Claim 'console' { Test-Console }
    Test-Claim 'help' { Test-Help }
    Read-Answer
} finally {
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
}

$failed = @($results | Where-Object { $_.outcome -eq 'FAILS' }).Count
$broken = @($results | Where-Object { $_.outcome -eq 'BROKEN' }).Count
$skipped = @($results | Where-Object { $_.outcome -eq 'skipped' }).Count
$held = @($results | Where-Object { $_.outcome -eq 'holds' }).Count
$proof = [pscustomobject] @{
    time = [DateTime]::UtcNow.ToString('s') + 'Z'
    windows = [Environment]::OSVersion.VersionString
    powershell = "$($PSVersionTable.PSVersion)"
    results = $results
}
[IO.File]::WriteAllText($Report, (ConvertTo-Json $proof -Depth 4))
Write-Host "The results are in $Report."
$verdict = 'PROVEN, as far as it was looked at'
$exit = 0
if ($broken -gt 0) {
    $verdict = 'NOT PROVEN: checks could not be made'
    $exit = 3
} elseif ($failed -gt 0) {
    $verdict = 'NOT PROVEN'
    $exit = 1
}
Write-Host "${verdict}: $held hold, $failed fail, $broken broken, $skipped skipped"
exit $exit
