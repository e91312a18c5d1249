using System.Runtime.CompilerServices;
using LienThong.Activities.Registers;
using LienThong.Workflows.Checks;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>The numbers of every register run from 1 to its last without a gap; that none comes twice, its key sees to.</summary>
internal sealed class RegisterNumbers : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var registers = await context.Set<Register>().OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var counted = await context.Set<RegisterEntry>().GroupBy(e => e.RegisterId)
            .Select(g => new { g.Key, Count = g.Count(), First = g.Min(e => e.Number), Last = g.Max(e => e.Number) })
            .ToDictionaryAsync(g => g.Key, cancellationToken);
        foreach (var register in registers)
        {
            var (count, first, last) = counted.TryGetValue(register.Id, out var found) ? (found.Count, found.First, found.Last) : (0, 1, 0);
            if (last != register.LastNumber)
                yield return new("register.last-number", $"Sổ {register.Title} ghi số cuối là {register.LastNumber}, nhưng số lớn nhất đã cấp là {last}.", [register.Id.ToString("D")]);
            if (count > 0 && (first != 1 || count != last))
                yield return new("register.gap", $"Sổ {register.Title} thiếu số: có {count} số từ {first} đến {last}.", [register.Id.ToString("D")]);
        }
    }
}
