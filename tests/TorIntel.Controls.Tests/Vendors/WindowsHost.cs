using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>PowerShell with functions in place of the cmdlets of NetSecurity, which keep a table of rules and check their arguments as the cmdlets do.</summary>
public sealed class WindowsHost
{
    private const string Stubs = """
        function Get-NetFirewallRule {
            [CmdletBinding()] param([Parameter(Mandatory)][string] $Group)
            $found = $windows.Find($Group)
            if ($found.Count -eq 0) {
                $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new("No objects found with property 'Group' equal to '$Group'."), 'NotFound', 'ObjectNotFound', $Group))
            }
            foreach ($rule in $found) { [pscustomobject]@{ Name = $rule.Name; Group = $rule.Group } }
        }
        function New-NetFirewallRule {
            [CmdletBinding()] param(
                [Parameter(Mandatory)][string] $Name, [Parameter(Mandatory)][string] $DisplayName, [string] $Group,
                [ValidateSet('Inbound', 'Outbound')][string] $Direction, [ValidateSet('Block', 'Allow')][string] $Action,
                [string] $Protocol, [string] $RemotePort, [string[]] $RemoteAddress)
            $windows.Add($Name, $Group, $Direction, $Action, $Protocol, $RemotePort, $RemoteAddress)
            [pscustomobject]@{ Name = $Name; Group = $Group }
        }
        function Remove-NetFirewallRule {
            [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline)][psobject[]] $InputObject)
            process { foreach ($rule in $InputObject) { $windows.Remove($rule.Name) } }
        }
        """;

    private readonly List<WindowsFirewallRule> _rules = [];

    public IReadOnlyList<WindowsFirewallRule> Rules => _rules;

    public IReadOnlySet<string> Blocks => _rules.SelectMany(rule => rule.Blocks).ToHashSet(StringComparer.Ordinal);

    /// <summary>What was blocked after each change.</summary>
    public Collection<IReadOnlySet<string>> History { get; } = [];

    /// <summary>How many more rules can be made before one fails.</summary>
    public int Room { get; set; } = int.MaxValue;

    public static IReadOnlyList<ParseError> Parse(string script)
    {
        _ = Parser.ParseInput(script, out _, out var errors);
        return errors;
    }

    /// <summary>Runs a script; what goes wrong in it is thrown.</summary>
    /// <param name="script">The script.</param>
    public void Run(string script)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("windows", this);
        using var shell = PowerShell.Create(runspace);
        _ = shell.AddScript(Stubs).Invoke();
        shell.Commands.Clear();
        var written = shell.AddScript(script).Invoke();
        Assert.DoesNotContain(shell.Streams.Error, error => error.CategoryInfo.Category != ErrorCategory.ObjectNotFound);
        Assert.Empty(written);
    }

    public IReadOnlyList<WindowsFirewallRule> Find(string group) => [.. _rules.Where(rule => rule.Group == group)];

    public void Add(string name, string group, string direction, string action, string protocol, string remotePort, string[] remoteAddress)
    {
        if (Room-- == 0 || _rules.Exists(rule => rule.Name == name))
        {
            throw new InvalidOperationException($"{name} cannot be made.");
        }

        Assert.All(remoteAddress, address => Assert.True(IPAddressValue.TryParse(address, out _) || IPPrefix.TryParse(address, out _), address));
        _rules.Add(new WindowsFirewallRule(name, group, direction, action, protocol, remotePort, remoteAddress));
        History.Add(Blocks);
    }

    public void Remove(string name)
    {
        Assert.Equal(1, _rules.RemoveAll(rule => rule.Name == name));
        History.Add(Blocks);
    }
}
