using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Migration;

/// <summary>How instances of one version become instances of another: which activity becomes which, and what becomes of the variables.</summary>
public sealed record MigrationPlan
{
    public required string DefinitionId { get; init; }
    public required int FromVersion { get; init; }
    public required int ToVersion { get; init; }

    /// <summary>Id in the new version by id in the old one. What is not named has no counterpart.</summary>
    public IReadOnlyDictionary<string, string> Activities { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables of the new version that do not simply keep the value of the variable of the same id, else of the same name.</summary>
    public IReadOnlyList<VariableRule> Variables { get; init; } = [];

    /// <summary>The plan that suggests itself: equal ids of one type, else equal names of one type in containers that correspond.</summary>
    public static MigrationPlan Propose(WorkflowDefinition from, WorkflowDefinition to)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal) { [from.Graph.Root.Id] = to.Graph.Root.Id };
        var taken = new HashSet<string>(StringComparer.Ordinal) { to.Graph.Root.Id };
        foreach (var activity in from.Graph.Nodes.Skip(1))
        {
            if (to.Graph.FindById(activity.Id) is { } same && same.Type == activity.Type && taken.Add(same.Id))
                map[activity.Id] = same.Id;
        }

        // A container comes before what it holds, so its own counterpart is known here.
        foreach (var activity in from.Graph.Nodes.Skip(1).Where(a => !map.ContainsKey(a.Id)))
        {
            if (activity.Parent is not { } parent || !map.TryGetValue(parent.Id, out var container))
                continue;
            var alike = to.Graph.Nodes.Where(n => n.Type == activity.Type && n.Parent?.Id == container && !taken.Contains(n.Id)).ToList();
            var named = alike.FindAll(n => !string.IsNullOrEmpty(activity.Name) && n.Name == activity.Name);
            if ((named is [var only] ? only : parent is Workflow && alike is [var root] ? root : null) is not { } found)
                continue;
            map[activity.Id] = found.Id;
            taken.Add(found.Id);
        }

        return new MigrationPlan { DefinitionId = from.DefinitionId, FromVersion = from.Version, ToVersion = to.Version, Activities = map };
    }

    /// <summary>Looks at the plan itself, whatever the instances.</summary>
    /// <exception cref="MigrationRefusedException">It names what is not there, or two as one, or one type as another.</exception>
    public void MustFit(WorkflowDefinition from, WorkflowDefinition to)
    {
        if (from.DefinitionId != DefinitionId || to.DefinitionId != DefinitionId || from.Version != FromVersion || to.Version != ToVersion)
            throw new MigrationRefusedException("migration.other-version", "Kế hoạch chuyển phiên bản không dành cho hai phiên bản này. Lập lại kế hoạch.");
        if (FromVersion == ToVersion)
            throw new MigrationRefusedException("migration.same-version", "Phiên bản đi và phiên bản đến là một. Chọn phiên bản đến khác.");
        var targets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (source, target) in Activities)
        {
            if (from.Graph.FindById(source) is not { } old)
                throw new MigrationRefusedException("migration.unknown-activity", $"Phiên bản {FromVersion} không có bước mã \"{source}\". Sửa bảng đối chiếu bước.", source);
            if (to.Graph.FindById(target) is not { } next)
                throw new MigrationRefusedException("migration.unknown-activity", $"Phiên bản {ToVersion} không có bước mã \"{target}\". Sửa bảng đối chiếu bước.", source);
            if (old.Type != next.Type)
                throw new MigrationRefusedException("migration.other-type", $"Bước \"{old.DisplayText}\" thuộc loại {old.Type}, không chuyển thành bước loại {next.Type} được. Chọn bước cùng loại.", source);
            if (!targets.Add(target))
                throw new MigrationRefusedException("migration.map-twice", $"Hai bước cùng chuyển thành bước \"{next.DisplayText}\". Mỗi bước của phiên bản mới chỉ nhận một bước cũ.", source);
        }

        foreach (var rule in Variables)
        {
            if (!to.Graph.Nodes.OfType<IVariableScope>().Any(scope => scope.Variables.Any(v => v.Id == rule.Id)))
                throw new MigrationRefusedException("migration.unknown-variable", $"Phiên bản {ToVersion} không có biến mã \"{rule.Id}\". Sửa quy tắc chuyển biến.");
        }
    }
}

/// <summary>Where the value of a variable of the new version comes from: an expression over the old ones, else a given value, else another variable.</summary>
/// <param name="Id">Of the variable in the new version.</param>
/// <param name="From">Id of the variable in the old version whose value it takes.</param>
/// <param name="Expression">JavaScript, evaluated where the old variables are in scope.</param>
/// <param name="Value">The value itself.</param>
public sealed record VariableRule(string Id, string? From = null, string? Expression = null, JsonElement? Value = null);

/// <summary>How an instance would take to a plan.</summary>
public enum MigrationVerdict { Ok, Warning, Refused }

/// <summary>What stands in the way of an instance, or is to be known beforehand.</summary>
/// <param name="Code">Stable.</param>
/// <param name="IsRefusal">The instance stays on its version; else it is a warning.</param>
/// <param name="Text">Vietnamese.</param>
/// <param name="ActivityId">In the old version where it concerns a position, else in the new one; null when it concerns the whole.</param>
public sealed record MigrationProblem(string Code, bool IsRefusal, string Text, string? ActivityId = null);

/// <summary>What a plan would do to one instance.</summary>
public sealed record InstanceVerdict(string InstanceId, string? Name, string? CorrelationId, MigrationVerdict Verdict, IReadOnlyList<MigrationProblem> Problems, IReadOnlyList<string> Positions);

/// <summary>An instance, or a whole plan, does not fit; nothing was changed.</summary>
public sealed class MigrationRefusedException(string code, string message, string? activityId = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? ActivityId { get; } = activityId;

    public IReadOnlyList<MigrationProblem> Problems { get; init; } = [new MigrationProblem(code, true, message, activityId)];
}
