using System.Globalization;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>How deep in workflows used as activities the reader is, and how much it has read; bounded, because each use is read anew.</summary>
internal sealed class WorkflowUse
{
    /// <summary>Most activities of a definition with those of all workflows that it uses.</summary>
    public const int MostActivities = 20_000;

    private readonly List<string> _around = [];
    private int _activities;

    public void Count()
    {
        if (++_activities > MostActivities)
        {
            throw new InvalidDefinitionException(
                "definition.too-large", $"Quy trình cùng các quy trình con dùng làm bước có quá {MostActivities.ToString(CultureInfo.InvariantCulture)} bước. Tách bớt thành quy trình gọi riêng.");
        }
    }

    /// <summary>Reads the workflow, whose own text may not lead to it again.</summary>
    public T Within<T>(string definitionId, Func<T> read)
    {
        if (_around.Contains(definitionId))
        {
            var circle = string.Join(" → ", _around.SkipWhile(id => id != definitionId).Append(definitionId).Select(id => $"\"{id}\""));
            throw new InvalidDefinitionException("definition.cyclic-use", $"Các quy trình dùng nhau làm bước thành vòng: {circle}. Bỏ một bước trong vòng ấy.");
        }

        _around.Add(definitionId);
        var result = read();
        _around.RemoveAt(_around.Count - 1);
        return result;
    }
}
